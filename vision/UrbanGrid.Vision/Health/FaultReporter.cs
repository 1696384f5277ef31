using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Health;

/// <summary>Makes the alarm of a fault: a device fault without category, with what was measured and one picture.</summary>
internal sealed class FaultReporter(CameraWatch watch, HealthSettings settings)
{
    private readonly IReadOnlyList<PictureBox> _fitted =
    [
        .. watch.Zones.Where(z => z.Polygon.Count > 0).Select(z => Around(z.Polygon)), .. watch.Covers.Select(c => c.Box),
    ];

    public Alarm Raise(FaultClock fault, in PictureLook look, ReadOnlySpan<byte> jpeg, long stamp) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{watch.CameraId}:{fault.Fault.Rule()}:{fault.StartedAt}"),
        DeviceId = watch.CameraId,
        Rule = fault.Fault.Rule(),
        Severity = fault.Fault is PictureFault.Bright or PictureFault.Blurred ? AlarmSeverity.Minor : AlarmSeverity.Major,
        StartedAt = fault.StartedAt,
        RaisedAt = stamp,
        Readings = Readings(fault.Fault, look),
        Pictures = [new AlarmPicture(PictureMoment.Detection, stamp, jpeg.ToArray())],
    };

    private List<AlarmReading> Readings(PictureFault fault, in PictureLook look) => fault switch
    {
        PictureFault.Black => [new("picture_level", look.Dark, settings.BlackLevel, "")],
        PictureFault.Bright => [Percent("picture_clipped", look.Clipped, settings.BrightShare)],
        PictureFault.Frozen => [new("picture_still", Math.Round(look.StillSeconds, 1), settings.StillSeconds, "s")],
        PictureFault.Covered => [Percent("picture_flat", look.Flat, settings.CoveredFlat)],
        PictureFault.Blurred => [Percent("picture_sharpness", look.Sharpness, settings.SoftRatio)],
        _ when look.Shift >= settings.MovedShift && look.ShiftMatch >= settings.MovedMatch => MovedBy(look),
        _ => [Percent("view_match", look.Match, settings.LostMatch)],
    };

    private List<AlarmReading> MovedBy(in PictureLook look)
    {
        var (x, y) = (look.ShiftX, look.ShiftY);
        List<AlarmReading> readings = [Percent("view_shift", Math.Sqrt((x * x) + (y * y)), settings.MovedShift), Percent("view_match", look.Match, null)];
        if (_fitted.Count > 0)
        {
            readings.Add(Percent("zones_fit", _fitted.Count(b => b.OverlapWith(b with { X = b.X + x, Y = b.Y + y }) >= settings.ZoneFits) / (double)_fitted.Count, null));
        }

        return readings;
    }

    private static AlarmReading Percent(string metric, double share, double? limit) =>
        new(metric, Math.Round(100 * share, 1), limit is { } l ? Math.Round(100 * l, 1) : null, "%");

    private static PictureBox Around(IReadOnlyList<PicturePoint> polygon)
    {
        var (left, top) = (polygon.Min(p => p.X), polygon.Min(p => p.Y));
        return new PictureBox(left, top, polygon.Max(p => p.X) - left, polygon.Max(p => p.Y) - top);
    }
}
