using System.Text.RegularExpressions;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Assignment;

/// <summary>Checks the classes × area that people write for the matrix and for automatic dispatch.</summary>
internal static partial class CheckedPattern
{
    /// <summary>The pattern as it is stored, if it covers something of this city.</summary>
    /// <exception cref="CaseInputException">It covers nothing, or is written wrongly.</exception>
    public static (string Category, string Area) Of(string? category, string? area, City city, CaseCatalogue catalogue)
    {
        var (classes, place) = (category?.Trim() ?? "", area?.Trim() ?? "");
        if (!Written().IsMatch(classes) || !catalogue.All.Any(c => DispatchPattern.Covers(classes, c.Code)))
        {
            throw CaseChecks.Wrong(
                $"类别“{classes}”不包含任何类别；应写作 event/0110、event/01*、event/* 或 *。",
                $"The class '{classes}' covers none; write event/0110, event/01*, event/* or *.");
        }

        var prefix = place.TrimEnd('*');
        if (place != DispatchPattern.Any && (prefix.Length == 0 || !city.Areas.Any(a => a.Code.StartsWith(prefix, StringComparison.Ordinal))))
        {
            throw CaseChecks.Wrong(
                $"区域“{place}”不包含本市任何区域；应写区、街道、社区或网格编码（或其开头），或 *。",
                $"The area '{place}' covers none of this city; write the code of a district, sub-district, community or grid, or its beginning, or *.");
        }

        return (classes, place == DispatchPattern.Any ? DispatchPattern.Any : prefix);
    }

    [GeneratedRegex(@"^(\*|(event|component)/(\*|\d{2}\*|\d{4}))$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
