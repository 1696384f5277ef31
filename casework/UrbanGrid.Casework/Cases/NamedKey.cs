namespace UrbanGrid.Casework.Cases;

/// <summary>A stable key with its name.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
public sealed record NamedKey(string Key, string Zh, string En)
{
    internal static NamedKey Of(string key, LocalText name) => new(key, name.Zh, name.En);
}
