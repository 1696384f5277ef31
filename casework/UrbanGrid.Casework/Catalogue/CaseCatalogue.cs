namespace UrbanGrid.Casework.Catalogue;

/// <summary>
/// The component and event classes with their filing conditions, as one version has them (docs/domain-sources.md §5).
/// It never changes; <see cref="CatalogueRegister"/> gives the one in force.
/// </summary>
public sealed class CaseCatalogue
{
    private readonly Dictionary<string, CategoryClass> _classes;
    private readonly Lazy<Dictionary<(bool, string), CategoryClass>> _byName;

    /// <summary>Puts classes together.</summary>
    /// <param name="scheme">Whose codes they have.</param>
    /// <param name="classes">In any order, no code twice.</param>
    public CaseCatalogue(CodeScheme scheme, IEnumerable<CategoryClass> classes)
    {
        Scheme = scheme;
        All = [.. classes.OrderBy(c => c.Code, StringComparer.Ordinal)];
        _classes = All.ToDictionary(c => c.Code);
        _byName = new(() => All.GroupBy(c => (c.IsComponent, c.Name.Zh)).ToDictionary(g => g.Key, g => g.First()));
    }

    /// <summary>The GB/T 30428.2 table that comes with the product.</summary>
    public static CaseCatalogue Standard => CodeScheme.GbT30428.Table;

    /// <summary>Whose codes these are.</summary>
    public CodeScheme Scheme { get; }

    /// <summary>Every class, also those switched off: components first, then events, by code.</summary>
    public IReadOnlyList<CategoryClass> All { get; }

    /// <summary>Component classes.</summary>
    public IEnumerable<CategoryClass> Components => All.Where(c => c.IsComponent);

    /// <summary>Event classes.</summary>
    public IEnumerable<CategoryClass> Events => All.Where(c => !c.IsComponent);

    /// <summary>The class with a code like <c>event/0110</c>, or null.</summary>
    public CategoryClass? Find(string code) => _classes.GetValueOrDefault(code);

    /// <summary>
    /// The class that a code of a scheme means here: itself in the same scheme, else the class of the same name, or one that
    /// is known to be the same (<c>same-classes.csv</c>). Null: there is none.
    /// </summary>
    /// <param name="code">e.g. <c>event/0102</c>.</param>
    /// <param name="scheme">The scheme the code is from.</param>
    public CategoryClass? Find(string code, CodeScheme scheme)
    {
        if (scheme == Scheme)
        {
            return Find(code);
        }

        if (SameClasses.Of(code, scheme, Scheme) is { } same && Find(same) is { } known)
        {
            return known;
        }

        return scheme.Table.Find(code) is { } meant ? _byName.Value.GetValueOrDefault((meant.IsComponent, meant.Name.Zh)) : null;
    }

    /// <summary>What a category of a detector or a device model means here; they speak <see cref="CodeScheme.OfDevices"/>.</summary>
    public CategoryClass? FindForDevice(string code) => Find(code, CodeScheme.OfDevices);
}
