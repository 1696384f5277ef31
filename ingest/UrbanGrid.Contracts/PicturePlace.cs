using System.Text.Json.Serialization;

namespace UrbanGrid.Contracts;

/// <summary>A corner in a picture, relative: 0,0 is top left and 1,1 bottom right.</summary>
public readonly record struct PicturePoint(double X, double Y);

/// <summary>A box in a picture, relative to its width and height (0..1).</summary>
public readonly record struct PictureBox(double X, double Y, double Width, double Height)
{
    /// <summary>Intersection over union with another box, 0..1.</summary>
    public double OverlapWith(PictureBox other)
    {
        var w = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var h = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        if (w <= 0 || h <= 0)
        {
            return 0;
        }

        var shared = w * h;
        return shared / ((Width * Height) + (other.Width * other.Height) - shared);
    }
}

/// <summary>What a camera's zone is watched for.</summary>
public enum ZonePurpose
{
    /// <summary>Nothing may be left here (暴露垃圾, 乱堆物料).</summary>
    Dumping,
    /// <summary>Nothing may stand here longer than the dwell (占道经营, 机动车乱停放).</summary>
    Occupancy,
    /// <summary>Nothing inside is looked at: clocks, trees, legal stalls.</summary>
    Ignore,
    /// <summary>Blackened before anything is stored, shown or looked at: windows, private yards (隐私遮挡).</summary>
    Privacy,
}

/// <summary>Hours of some weekdays in which a zone's rule holds, in the city's own time.</summary>
public sealed record ZoneHours
{
    /// <summary>Weekdays, 1 (Monday) to 7 (Sunday); empty means every day.</summary>
    public IReadOnlyList<int> Days { get; init => field = value ?? []; } = [];

    /// <summary>First minute.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>End, excluded; at or before <see cref="From"/> it is on the next day, and equal to it means the whole day.</summary>
    public required TimeOnly To { get; init; }
}

/// <summary>A polygon in a camera's picture and the rule that holds inside it.</summary>
public sealed record CameraZone
{
    /// <summary>As for <see cref="Alarm"/>: what JSON leaves out gets its default.</summary>
    /// <param name="dwellSeconds">Seconds.</param>
    [JsonConstructor]
    public CameraZone(double dwellSeconds = 60) => DwellSeconds = dwellSeconds;

    /// <summary>Name unique within the camera.</summary>
    public required string Name { get; init; }

    /// <summary>What the zone is watched for.</summary>
    public required ZonePurpose Purpose { get; init; }

    /// <summary>Corners in order, relative coordinates; at least three. Empty means the whole picture.</summary>
    public required IReadOnlyList<PicturePoint> Polygon { get; init; }

    /// <summary>How long a thing must lie there alone before it counts, seconds.</summary>
    public double DwellSeconds { get; init; }

    /// <summary>When the rule holds; empty means always. Legal hours of a market are those left out.</summary>
    public IReadOnlyList<ZoneHours> Hours { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Case category of what is found here, e.g. <c>event/0410</c> (非机动车乱停放); null means that of the purpose:
    /// <c>event/0110</c> (暴露垃圾) for dumping, <c>event/0406</c> (占道经营) for occupancy.
    /// </summary>
    public string? Category { get; init; }

    /// <summary>Whether a point lies in it, by the even-odd rule.</summary>
    public bool Contains(PicturePoint point)
    {
        var inside = Polygon.Count == 0;
        for (int i = 0, j = Polygon.Count - 1; i < Polygon.Count; j = i++)
        {
            var (a, b) = (Polygon[i], Polygon[j]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}

/// <summary>A manhole cover (井盖) in a camera's picture.</summary>
public sealed record CameraCover
{
    /// <summary>Name unique within the camera.</summary>
    public required string Name { get; init; }

    /// <summary>Box around the cover's ellipse.</summary>
    public required PictureBox Box { get; init; }

    /// <summary>16-digit code of the component (部件), so that its tilt sensor's alarm and the camera's are one incident; null if unknown.</summary>
    public string? ComponentCode { get; init; }
}
