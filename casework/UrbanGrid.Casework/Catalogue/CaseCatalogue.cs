using System.Globalization;
using System.Reflection;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Tables;

namespace UrbanGrid.Casework.Catalogue;

/// <summary>The component and event classes with their filing conditions (GB/T 30428.2 scheme, docs/domain-sources.md §5).</summary>
public sealed class CaseCatalogue
{
    private readonly Dictionary<string, CategoryClass> _classes;

    private CaseCatalogue(IReadOnlyList<CategoryClass> classes)
    {
        All = classes;
        _classes = classes.ToDictionary(c => c.Code);
    }

    /// <summary>The catalogue that comes with the product.</summary>
    public static CaseCatalogue Standard { get; } = LoadEmbedded();

    /// <summary>Every class: components first, then events, by code.</summary>
    public IReadOnlyList<CategoryClass> All { get; }

    /// <summary>Component classes.</summary>
    public IEnumerable<CategoryClass> Components => All.Where(c => c.IsComponent);

    /// <summary>Event classes.</summary>
    public IEnumerable<CategoryClass> Events => All.Where(c => !c.IsComponent);

    /// <summary>The class with a code like <c>event/0110</c>, or null.</summary>
    public CategoryClass? Find(string code) => _classes.GetValueOrDefault(code);

    private static CaseCatalogue LoadEmbedded()
    {
        var conditions = Read("conditions").ToLookup(row => row["category"], ReadCondition);
        return new CaseCatalogue(
        [
            .. Read("components").Select(row => ReadClass("component", row, conditions)),
            .. Read("events").Select(row => ReadClass("event", row, conditions)),
        ]);
    }

    private static CategoryClass ReadClass(
        string kind, CsvRow row, ILookup<string, FilingCondition> conditions)
    {
        var code = $"{kind}/{row["code"]}";
        return new CategoryClass(
            code,
            new LocalText(row["major_zh"], row["major_en"]),
            new LocalText(row["zh"], row["en"]),
            row["confidence"],
            [.. conditions[code]]);
    }

    private static FilingCondition ReadCondition(CsvRow row) => new(
        row["key"],
        new LocalText(row["zh"], row["en"]),
        row["measure"],
        TimeLimit.Parse(double.Parse(row["limit_value"], CultureInfo.InvariantCulture), row["limit_unit"]),
        new LocalText(row["close_zh"], row["close_en"]),
        row["confidence"]);

    private static IReadOnlyList<CsvRow> Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"catalogue/{name}.csv")
            ?? throw new InvalidOperationException($"The build left out catalogue/{name}.csv.");
        return CsvTable.Read(stream).Rows;
    }
}
