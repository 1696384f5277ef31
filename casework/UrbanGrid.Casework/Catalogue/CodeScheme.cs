namespace UrbanGrid.Casework.Catalogue;

/// <summary>A numbering of classes (docs/domain-sources.md §5). Two are in use and must not be mixed: a city chooses one.</summary>
public sealed class CodeScheme
{
    private readonly Lazy<CaseCatalogue> _table;

    private CodeScheme(string key, LocalText name)
    {
        (Key, Name) = (key, name);
        _table = new(() => StandardTables.Read(this));
    }

    /// <summary>GB/T 30428.2-2013.</summary>
    public static CodeScheme GbT30428 { get; } = new("gbt30428", new LocalText("GB/T 30428.2", "GB/T 30428.2"));

    /// <summary>CJ/T 214-2007, which many hotlines and older cities still number by.</summary>
    public static CodeScheme CjT214 { get; } = new("cjt214", new LocalText("CJ/T 214", "CJ/T 214"));

    /// <summary>Both.</summary>
    public static IReadOnlyList<CodeScheme> All { get; } = [GbT30428, CjT214];

    /// <summary>The scheme of the categories that detectors, zones and device models name, whichever the city has chosen.</summary>
    public static CodeScheme OfDevices => GbT30428;

    /// <summary>Stable key: <c>gbt30428</c> or <c>cjt214</c>.</summary>
    public string Key { get; }

    /// <summary>Number of the standard.</summary>
    public LocalText Name { get; }

    /// <summary>The table that comes with the product.</summary>
    public CaseCatalogue Table => _table.Value;

    /// <summary>The scheme of a key, or null.</summary>
    public static CodeScheme? Find(string? key) => All.FirstOrDefault(s => s.Key == key);

    /// <summary>The scheme of a key.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those that are.</exception>
    public static CodeScheme Get(string key) => Find(key)
        ?? throw new ArgumentException($"There is no code scheme '{key}'; use one of: {string.Join(", ", All.Select(s => s.Key))}.", nameof(key));

    /// <inheritdoc/>
    public override string ToString() => Key;
}
