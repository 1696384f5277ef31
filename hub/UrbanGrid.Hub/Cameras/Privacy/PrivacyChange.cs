using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;

namespace UrbanGrid.Hub.Cameras.Privacy;

/// <summary>What new zones change in what of a camera's picture may be seen.</summary>
public sealed class PrivacyChange
{
    /// <summary>The whole picture, for <see cref="Shows"/>.</summary>
    public static readonly PictureBox WholePicture = new(0, 0, 1, 1);

    /// <summary>Points a side at which the picture is probed: about 5 pixels apart at 640 × 360.</summary>
    private const int Probes = 128;

    private readonly IReadOnlyList<CameraZone> _before;
    private readonly IReadOnlyList<CameraZone> _after;

    /// <summary>Compares the zones of before and after.</summary>
    public PrivacyChange(IReadOnlyList<CameraZone> before, IReadOnlyList<CameraZone> after)
    {
        (_before, _after) = (Hidden(before), Hidden(after));
        Hides = _after.Any(a => !_before.Any(b => ZoneStore.AreSame([a], [b])));
    }

    /// <summary>Whether it may hide something that was seen before.</summary>
    public bool Hides { get; }

    /// <summary>Whether something at a place is seen again that was hidden before.</summary>
    public bool Shows(PictureBox place)
    {
        if (_before.Count == 0)
        {
            return false;
        }

        for (var i = 0; i < Probes * Probes; i++)
        {
            var point = new PicturePoint(((i % Probes) + 0.5) / Probes, ((i / Probes) + 0.5) / Probes);
            if (IsIn(place, point) && _before.Any(z => z.Contains(point)) && !_after.Any(z => z.Contains(point)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(PictureBox box, PicturePoint point) =>
        point.X >= box.X && point.X <= box.X + box.Width && point.Y >= box.Y && point.Y <= box.Y + box.Height;

    private static List<CameraZone> Hidden(IEnumerable<CameraZone> zones) => [.. zones.Where(z => z.Purpose == ZonePurpose.Privacy)];
}
