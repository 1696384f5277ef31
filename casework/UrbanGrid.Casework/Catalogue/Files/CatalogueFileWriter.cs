using System.Globalization;
using UrbanGrid.Casework.Tables;

namespace UrbanGrid.Casework.Catalogue.Files;

/// <summary>Writes a catalogue as files that <see cref="CatalogueFileReader"/> reads.</summary>
public static class CatalogueFileWriter
{
    internal static readonly string[] ClassColumns = ["code", "major_zh", "major_en", "zh", "en", "confidence", "off"];

    internal static readonly string[] ConditionColumns =
        ["category", "key", "zh", "en", "measure", "limit_value", "limit_unit", "close_zh", "close_en", "confidence"];

    /// <summary>One of <see cref="CatalogueFileNames"/>; null for any other name.</summary>
    public static byte[]? Write(string file, CaseCatalogue catalogue) => file switch
    {
        CatalogueFileNames.Classes => CsvText.Of(ClassColumns, catalogue.All.Select(c => new[]
        {
            c.Code, c.Major.Zh, c.Major.En, c.Name.Zh, c.Name.En, c.Confidence, c.IsOff ? "yes" : "no",
        })),
        CatalogueFileNames.Conditions => CsvText.Of(ConditionColumns, catalogue.All.SelectMany(c => c.Conditions.Select(f => new[]
        {
            c.Code, f.Key, f.Name.Zh, f.Name.En, f.Measure, f.Limit.Value.ToString("R", CultureInfo.InvariantCulture), f.Limit.UnitKey,
            f.Closing.Zh, f.Closing.En, f.Confidence,
        }))),
        _ => null,
    };
}
