using System.Globalization;
using System.Reflection;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Tables;

namespace UrbanGrid.Casework.Catalogue;

/// <summary>The tables in <c>Catalogue/data</c>: facts with how sure they are; what is of low confidence is not there.</summary>
internal static class StandardTables
{
    public static CaseCatalogue Read(CodeScheme scheme)
    {
        var conditions = Rows($"{scheme.Key}/conditions").ToLookup(row => row["category"], Condition);
        return new CaseCatalogue(
            scheme,
            [
                .. Rows($"{scheme.Key}/components").Select(row => Class("component", row, conditions)),
                .. Rows($"{scheme.Key}/events").Select(row => Class("event", row, conditions)),
            ]);
    }

    public static IReadOnlyList<CsvRow> Rows(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"catalogue/{name}.csv")
            ?? throw new InvalidOperationException($"The build left out catalogue/{name}.csv.");
        return CsvTable.Read(stream).Rows;
    }

    private static CategoryClass Class(string kind, CsvRow row, ILookup<string, FilingCondition> conditions)
    {
        var code = $"{kind}/{row["code"]}";
        return new CategoryClass(
            code,
            new LocalText(row["major_zh"], row["major_en"]),
            new LocalText(row["zh"], row["en"]),
            row["confidence"],
            [.. conditions[code]]);
    }

    private static FilingCondition Condition(CsvRow row) => new(
        row["key"],
        new LocalText(row["zh"], row["en"]),
        row["measure"],
        TimeLimit.Parse(double.Parse(row["limit_value"], CultureInfo.InvariantCulture), row["limit_unit"]),
        new LocalText(row["close_zh"], row["close_en"]),
        row["confidence"]);
}
