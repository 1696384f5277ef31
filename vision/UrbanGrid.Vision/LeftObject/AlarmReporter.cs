using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Makes the alarm, with its pictures.</summary>
internal sealed class AlarmReporter(CameraWatch watch)
{
    /// <summary>Rule and category (GB/T 30428.2) per purpose of a zone: 暴露垃圾 and 占道经营.</summary>
    private static readonly Dictionary<ZonePurpose, (string Rule, string Category, string Words)> Rules = new()
    {
        [ZonePurpose.Dumping] = ("left_object", "event/0110", "left object"),
        [ZonePurpose.Occupancy] = ("occupancy", "event/0406", "occupied"),
    };

    public Alarm Raise(
        StaticRegion region, ZoneClock clock, PictureBox box, double score, ReadOnlySpan<byte> jpeg, long stamp)
    {
        var zone = clock.Zone.Zone;
        var (rule, category, words) = Rules[zone.Purpose];
        return new Alarm
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{watch.CameraId}:{rule}:{region.BornStamp}"),
            DeviceId = watch.CameraId,
            Rule = rule,
            Severity = AlarmSeverity.Minor,
            StartedAt = region.BornStamp,
            RaisedAt = stamp,
            Category = category,
            Score = Math.Round(score, 3),
            Readings = [new AlarmReading("dwell", Math.Round(clock.Dwell, 1), zone.DwellSeconds, "s")],
            Zone = zone.Name,
            Box = box,
            Pictures = PicturesOf(region.Arrival, zone, box, words, jpeg, stamp),
        };
    }

    private List<AlarmPicture> PicturesOf(
        ArrivalPictures? arrival, CameraZone zone, PictureBox box, string words, ReadOnlySpan<byte> jpeg, long stamp)
    {
        var time = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(stamp), watch.TimeZone);
        var title = $"{Ascii(watch.DisplayName) ?? watch.CameraId}  {words}";
        var annotated = Pictures.Annotate(
            jpeg, zone.Polygon, box, title, time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        List<AlarmPicture> pictures = [];
        pictures.AddRange(new[] { arrival?.Before, arrival?.PutDown }.OfType<AlarmPicture>());
        pictures.Add(new AlarmPicture(PictureMoment.Detection, stamp, jpeg.ToArray()));
        pictures.Add(new AlarmPicture(PictureMoment.Annotated, stamp, annotated));
        return pictures;
    }

    /// <summary>OpenCV's stroke font knows ASCII only.</summary>
    private static string? Ascii(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.All(c => c is >= ' ' and <= '~') ? text : null;
}
