using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Privacy;

/// <summary>
/// 隐私遮挡: the parts of a camera's picture that nobody may see. A picture goes through it before it is stored, shown or
/// looked at. Made once for a camera's zones; may be used by several threads at once.
/// </summary>
public sealed class PrivacyMask
{
    /// <summary>JPEG quality of a masked picture, 0..100: high enough that detectors see no difference.</summary>
    private const int Quality = 92;

    private readonly float[] _points;
    private readonly int[] _corners;

    private PrivacyMask(IReadOnlyList<CameraZone> zones)
    {
        Polygons = [.. zones.Select(z => z.Polygon)];
        _points = [.. zones.SelectMany(z => z.Polygon).SelectMany(p => new[] { (float)p.X, (float)p.Y })];
        _corners = [.. zones.Select(z => z.Polygon.Count)];
    }

    /// <summary>The polygons, relative coordinates; one without corners is the whole picture.</summary>
    public IReadOnlyList<IReadOnlyList<PicturePoint>> Polygons { get; }

    /// <summary>The mask of those zones whose purpose is privacy; null if there is none.</summary>
    public static PrivacyMask? Of(IEnumerable<CameraZone> zones) =>
        zones.Where(z => z.Purpose == ZonePurpose.Privacy).ToList() is { Count: > 0 } hidden ? new PrivacyMask(hidden) : null;

    /// <summary>A copy of the picture in which the polygons are black; there is no way back to what was there.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public byte[] Apply(ReadOnlySpan<byte> jpeg)
    {
        NativeMethods.Check(PrivacyMethods.JpegMask(jpeg, jpeg.Length, _points, _corners, _corners.Length, Quality, out var result));
        return Pictures.Take(ref result);
    }
}
