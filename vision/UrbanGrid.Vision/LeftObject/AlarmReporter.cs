using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Makes the alarm, with its pictures.</summary>
internal sealed class AlarmReporter(CameraWatch watch, HearingMeasures measures)
{
    /// <summary>Rule and category (GB/T 30428.2) per purpose of a zone: 暴露垃圾 and 占道经营.</summary>
    private static readonly Dictionary<ZonePurpose, (string Rule, string Category, string Words)> Rules = new()
    {
        [ZonePurpose.Dumping] = ("left_object", "event/0110", "left object"),
        [ZonePurpose.Occupancy] = ("occupancy", "event/0406", "occupied"),
    };

    private const int MomentsKept = 256;
    private readonly Queue<(string Rule, long Moment)> _moments = new();

    /// <summary>A new alarm.</summary>
    public Alarm Raise(in Hearing hearing, double score, long stamp)
    {
        var (region, clock) = (hearing.Region, hearing.Clock);
        var zone = clock.Zone.Zone;
        var (rule, category, words) = Rules[zone.Purpose];
        clock.Since = OwnMoment(rule, clock.Since);
        return new Alarm
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{watch.CameraId}:{rule}:{clock.Since}"),
            DeviceId = watch.CameraId,
            Rule = rule,
            Severity = AlarmSeverity.Minor,
            StartedAt = clock.Since,
            RaisedAt = stamp,
            Category = zone.Category ?? category,
            Score = Math.Round(score, 3),
            Readings = Readings(hearing),
            Zone = zone.Name,
            Box = hearing.Box,
            Thing = region.Thing?.Thing,
            BroughtBy = region.BroughtBy,
            Features = measures.Of(hearing, score, stamp),
            Pictures =
            [
                .. new[] { region.Arrival?.Before, region.Arrival?.PutDown }.OfType<AlarmPicture>(),
                .. Now(hearing, words, stamp),
            ],
        };
    }

    /// <summary>
    /// The same alarm once more, with the same id and times, because its thing grew: a larger box, the reading
    /// <c>grown</c> and the two pictures of now. Who knows the alarm already loses nothing by dropping it.
    /// </summary>
    /// <param name="hearing">The thing as it is now.</param>
    /// <param name="grown">Its area against the one told before.</param>
    /// <param name="stamp">Unix ms.</param>
    public Alarm TellGrowth(in Hearing hearing, double grown, long stamp)
    {
        var alarm = hearing.Clock.Alarm!;
        return alarm with
        {
            Box = hearing.Box,
            Readings = [.. Readings(hearing), new AlarmReading("grown", Math.Round(grown, 2), null, "×")],
            Pictures = Now(hearing, Rules[hearing.Zone.Zone.Purpose].Words, stamp),
        };
    }

    /// <summary>The moment or the next free millisecond: things that stood there at the start, or when hours began, share one, and ids are made of it.</summary>
    private long OwnMoment(string rule, long moment)
    {
        while (_moments.Contains((rule, moment)))
        {
            moment++;
        }

        _moments.Enqueue((rule, moment));
        if (_moments.Count > MomentsKept)
        {
            _moments.Dequeue();
        }

        return moment;
    }

    private List<AlarmReading> Readings(in Hearing hearing)
    {
        var zone = hearing.Zone.Zone;
        List<AlarmReading> readings = [new("dwell", Math.Round(hearing.Clock.Dwell, 1), zone.DwellSeconds, "s")];
        if (!hearing.Zone.IsDumping)
        {
            readings.Add(new AlarmReading("zone_share", Math.Round(100 * measures.ZoneShare(hearing), 1), null, "%"));
        }

        return readings;
    }

    private List<AlarmPicture> Now(in Hearing hearing, string words, long stamp)
    {
        var time = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(stamp), watch.TimeZone);
        var title = $"{Ascii(watch.DisplayName) ?? watch.CameraId}  {words}";
        var annotated = Pictures.Annotate(
            hearing.Jpeg,
            hearing.Zone.Zone.Polygon,
            hearing.Box,
            title,
            time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        return
        [
            new AlarmPicture(PictureMoment.Detection, stamp, hearing.Jpeg.ToArray()),
            new AlarmPicture(PictureMoment.Annotated, stamp, annotated),
        ];
    }

    /// <summary>OpenCV's stroke font knows ASCII only.</summary>
    private static string? Ascii(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.All(c => c is >= ' ' and <= '~') ? text : null;
}
