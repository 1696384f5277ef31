using System.Globalization;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads the working hours of parts of the year.</summary>
internal sealed class SeasonReader(CityFiles files, FaultList faults)
{
    private const string File = CityFileNames.Seasons;

    /// <summary>A leap year, so that 29 February is a day.</summary>
    private const string AnyYear = "2028-";

    public List<SeasonHours> Read()
    {
        var seasons = new List<(SeasonHours Row, Season Season)>();
        foreach (var row in files.RowsIfAny(File, "from", "to", "hours", "name_zh", "name_en"))
        {
            var hours = new SeasonHours
            {
                From = row["from"], To = row["to"], Hours = row["hours"], NameZh = row["name_zh"], NameEn = row["name_en"],
            };
            if (TryParse(hours) is not { } season)
            {
                faults.Add(
                    CityFaultKind.Value, File, $"line {row.Line}",
                    "from 和 to 应写作 MM-dd，hours 应写作 08:00-12:00 14:30-18:30，按先后且不重叠",
                    "write from and to as MM-dd, and hours as 08:00-12:00 14:30-18:30, in order and without overlap");
            }
            else if (seasons.Any(s => Overlap(s.Season, season)))
            {
                faults.Add(
                    CityFaultKind.Value, File, $"line {row.Line}",
                    $"{hours.From} 至 {hours.To} 与另一行重叠；每一天只能有一种作息",
                    $"{hours.From} to {hours.To} overlaps another line; a day has one set of hours");
            }
            else
            {
                seasons.Add((hours, season));
            }
        }

        return seasons.ConvertAll(s => s.Row);
    }

    /// <summary>A stored season; its text was checked when it was imported.</summary>
    public static Season Parse(SeasonHours hours) =>
        TryParse(hours) ?? throw new FormatException($"The season from '{hours.From}' to '{hours.To}' with the hours '{hours.Hours}' cannot be read.");

    private static Season? TryParse(SeasonHours hours)
    {
        if (DayOf(hours.From) is not { } from || DayOf(hours.To) is not { } to)
        {
            return null;
        }

        var periods = new List<WorkPeriod>();
        foreach (var text in hours.Hours.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = text.Split('-');
            if (ends.Length != 2
                || !TimeOnly.TryParseExact(ends[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
                || !TimeOnly.TryParseExact(ends[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
                || end <= start
                || (periods.Count > 0 && start < periods[^1].End))
            {
                return null;
            }

            periods.Add(new WorkPeriod(start, end));
        }

        return periods.Count > 0 ? new Season(from, to, periods) : null;
    }

    private static int? DayOf(string text) =>
        DateOnly.TryParseExact(AnyYear + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day.Month * 100) + day.Day
            : null;

    private static bool Overlap(Season one, Season other)
    {
        var first = DateOnly.ParseExact(AnyYear + "01-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 366).Select(first.AddDays).Any(day => one.Holds(day) && other.Holds(day));
    }
}
