namespace UrbanGrid.Ingest.Jt808;

/// <summary>What something is called, as the standard says it and in English.</summary>
/// <param name="Zh">The standard's term.</param>
/// <param name="En">English.</param>
public readonly record struct TwoNames(string Zh, string En);
