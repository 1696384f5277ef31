using System.Text.RegularExpressions;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Dispatching;

/// <summary>Classes × area, as a row of the matrix or of automatic dispatch names them: a code, the beginning of one, or <c>*</c>.</summary>
internal static partial class DispatchPattern
{
    private const string Any = "*";

    /// <summary>An area covers every code that begins with it; a class ending in * likewise.</summary>
    public static bool Covers(string pattern, string? value) =>
        pattern == Any || (value is not null && value.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));

    /// <summary>The row of whoever answers for all that nobody else does.</summary>
    public static bool IsEverything(string category, string area) => category == Any && area == Any;

    /// <summary>The pattern as it is stored, if it covers something of this city.</summary>
    /// <exception cref="CaseInputException">It covers nothing, or is written wrongly.</exception>
    public static (string Category, string Area) Checked(string? category, string? area, City city, CaseCatalogue catalogue)
    {
        var (classes, place) = (category?.Trim() ?? "", area?.Trim() ?? "");
        if (!Written().IsMatch(classes) || !catalogue.All.Any(c => Covers(classes, c.Code)))
        {
            throw CaseChecks.Wrong(
                $"类别“{classes}”不包含任何类别；应写作 event/0110、event/01*、event/* 或 *。",
                $"The class '{classes}' covers none; write event/0110, event/01*, event/* or *.");
        }

        var prefix = place.TrimEnd('*');
        if (place != Any && (prefix.Length == 0 || !city.Areas.Any(a => a.Code.StartsWith(prefix, StringComparison.Ordinal))))
        {
            throw CaseChecks.Wrong(
                $"区域“{place}”不包含本市任何区域；应写区、街道、社区或网格编码（或其开头），或 *。",
                $"The area '{place}' covers none of this city; write the code of a district, sub-district, community or grid, or its beginning, or *.");
        }

        return (classes, place == Any ? Any : prefix);
    }

    [GeneratedRegex(@"^(\*|(event|component)/(\*|\d{2}\*|\d{4}))$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
