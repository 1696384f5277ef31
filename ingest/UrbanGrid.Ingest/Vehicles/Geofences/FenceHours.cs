using System.Globalization;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>
/// When an area counts, in the city's zone. Remembers the span it last looked at, so that most questions cost two comparisons; many
/// workers may ask at once.
/// </summary>
internal sealed class FenceHours
{
    private const int MinutesOfDay = 24 * 60;
    private const int MinutesOfWeek = 7 * MinutesOfDay;

    private readonly TimeZoneInfo _zone;
    private readonly List<(int From, int To)> _spans = [];
    private Span? _known;

    private sealed record Span(long From, long To, bool Counts);

    public FenceHours(IReadOnlyList<GeofenceHours> hours, TimeZoneInfo zone)
    {
        _zone = zone;
        IsAlways = hours.Count == 0;
        foreach (var span in hours)
        {
            var (from, to) = (Minutes(Read(span.From)!.Value), Minutes(Read(span.To)!.Value));
            foreach (var day in span.Days.Count == 0 ? Enumerable.Range(1, 7) : span.Days)
            {
                var begin = ((day - 1) * MinutesOfDay) + from;
                _spans.Add((begin, begin + (to > from ? to - from : to - from + MinutesOfDay)));
            }
        }
    }

    /// <summary>Whether it counts at all times.</summary>
    public bool IsAlways { get; }

    /// <summary>A time of the day; null if it is none.</summary>
    public static TimeOnly? Read(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public bool Counts(long timestamp) => IsAlways || At(timestamp).Counts;

    /// <summary>Next moment at which the answer changes or may change, Unix ms; null for never.</summary>
    public long? NextChange(long timestamp) => IsAlways ? null : At(timestamp).To;

    private Span At(long timestamp)
    {
        if (Volatile.Read(ref _known) is { } known && timestamp >= known.From && timestamp < known.To)
        {
            return known;
        }

        var found = Find(timestamp);
        Volatile.Write(ref _known, found);
        return found;
    }

    private Span Find(long timestamp)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(timestamp), _zone).DateTime;
        var minute = ((((int)local.DayOfWeek + 6) % 7) * MinutesOfDay) + (local.Hour * 60) + local.Minute;
        var counts = _spans.Exists(s => Holds(s, minute));
        // Midnight is a boundary too, so that a span never reaches over more than one change of the clocks.
        var end = MinutesOfDay - (minute % MinutesOfDay);
        foreach (var (from, to) in _spans)
        {
            end = Math.Min(end, Math.Min(Ahead(from, minute), Ahead(to, minute)));
        }

        var begin = local.Date.AddMinutes(minute % MinutesOfDay);
        var until = ToUnix(begin.AddMinutes(end));
        return new Span(Math.Min(ToUnix(begin), timestamp), Math.Max(until, timestamp + 1), counts);
    }

    /// <summary>Minutes until a minute of the week comes next; a whole week if it is now.</summary>
    private static int Ahead(int target, int now) => (((target - now - 1) % MinutesOfWeek) + MinutesOfWeek) % MinutesOfWeek + 1;

    private static bool Holds((int From, int To) span, int minute) =>
        (minute >= span.From && minute < span.To) || (minute + MinutesOfWeek >= span.From && minute + MinutesOfWeek < span.To);

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private long ToUnix(DateTime local)
    {
        // A time that a clock change skips is as far behind as the clock was put forward.
        var valid = _zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(valid, _zone.GetUtcOffset(valid)).ToUnixTimeMilliseconds();
    }
}
