namespace UrbanGrid.Casework.Cases;

/// <summary>A code of the city's tables with its name.</summary>
/// <param name="Code">Code.</param>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
public sealed record NamedCode(string Code, string Zh, string En)
{
    internal static NamedCode Of(string code, LocalText name) => new(code, name.Zh, name.En);
}
