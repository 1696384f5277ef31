namespace UrbanGrid.Casework.Cases;

/// <summary>The filing condition (立案条件) of a case.</summary>
/// <param name="Key">Key within the class.</param>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
/// <param name="Limit">Handling limit in words.</param>
/// <param name="Closing">What must be true to close (结案条件).</param>
public sealed record ConditionView(string Key, string Zh, string En, LocalText Limit, LocalText Closing);
