using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>Makes the alarm of a cover, with its pictures.</summary>
internal sealed class CoverReporter(CameraWatch watch, CoverSettings settings)
{
    /// <summary>Rule of the alarm.</summary>
    public const string Rule = "cover";

    /// <summary>不明井盖, as the tilt sensor's model has it: whose cover it is only its component code tells.</summary>
    private const string UnknownCover = "component/0123";

    /// <summary>缺失移位, the filing condition that the tilt sensor's rules name too.</summary>
    private const string Condition = "missing_displaced";

    private const int CodeLength = 16;

    public Alarm Raise(
        CameraCover cover, bool missing, double score, in CoverFeatures features, long startedAt, AlarmPicture? before,
        ReadOnlySpan<byte> jpeg, long stamp) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{watch.CameraId}:{Rule}:{startedAt}:{cover.Name}"),
        DeviceId = watch.CameraId,
        Rule = Rule,
        Severity = missing ? AlarmSeverity.Critical : AlarmSeverity.Major,
        StartedAt = startedAt,
        RaisedAt = stamp,
        Category = CategoryOf(cover),
        Condition = Condition,
        Score = Math.Round(score, 3),
        Readings =
        [
            new AlarmReading("cover_change", Math.Round(100 * score, 1), 100 * settings.ChangedScore, "%"),
            new AlarmReading("cover_dark", Math.Round(100 * Math.Max(features.Dark, 0), 1), null, "%"),
        ],
        Zone = cover.Name,
        Box = cover.Box,
        ComponentCode = cover.ComponentCode,
        Features = new Dictionary<string, double>(CoverScore.Named(features)) { ["missing"] = missing ? 1 : 0 },
        Pictures = PicturesOf(cover, missing, before, jpeg, stamp),
    };

    /// <summary>Class of the component out of its code: six digits of the place, four of the class, six of the number.</summary>
    private static string CategoryOf(CameraCover cover) =>
        cover.ComponentCode is { Length: CodeLength } code && code.All(char.IsAsciiDigit) ? $"component/{code[6..10]}" : UnknownCover;

    private List<AlarmPicture> PicturesOf(CameraCover cover, bool missing, AlarmPicture? before, ReadOnlySpan<byte> jpeg, long stamp)
    {
        var time = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(stamp), watch.TimeZone);
        var words = missing ? "manhole cover missing" : "manhole cover changed or obstructed - check";
        var title = $"{Ascii(watch.DisplayName) ?? watch.CameraId}  {words}";
        var annotated = Pictures.Annotate(
            jpeg, [], cover.Box, title, time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        List<AlarmPicture> pictures = before is null ? [] : [before];
        pictures.Add(new AlarmPicture(PictureMoment.Detection, stamp, jpeg.ToArray()));
        pictures.Add(new AlarmPicture(PictureMoment.Annotated, stamp, annotated));
        return pictures;
    }

    /// <summary>OpenCV's stroke font knows ASCII only.</summary>
    private static string? Ascii(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.All(c => c is >= ' ' and <= '~') ? text : null;
}
