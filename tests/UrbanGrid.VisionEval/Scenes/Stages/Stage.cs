using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>A backdrop, and where on it things can happen. Rows and columns are pixels.</summary>
internal sealed record Stage
{
    /// <summary>Name of its kind.</summary>
    public required string Name { get; init; }

    /// <summary>The empty street.</summary>
    public required Canvas Picture { get; init; }

    /// <summary>The ground as the camera sees it.</summary>
    public required Ground Ground { get; init; }

    /// <summary>Shadows.</summary>
    public required Sun Sun { get; init; }

    /// <summary>Standard deviation of the lens's blur, pixels.</summary>
    public double Softness { get; init; } = 0.55;

    /// <summary>Where nothing may be left.</summary>
    public required IReadOnlyList<PicturePoint> Pavement { get; init; }

    /// <summary>Where nothing may stand.</summary>
    public required IReadOnlyList<PicturePoint> Kerb { get; init; }

    /// <summary>First row on which people walk.</summary>
    public required double WalkTop { get; init; }

    /// <summary>Last such row.</summary>
    public required double WalkBottom { get; init; }

    /// <summary>Whether people come and go at the right edge of the picture alone.</summary>
    public bool EntersFromRightOnly { get; init; }

    /// <summary>Rows on which things can be put, far to near; all of the pavement.</summary>
    public required (double Top, double Bottom) Spots { get; init; }

    /// <summary>Columns of the pavement at a row.</summary>
    public Func<double, (double Left, double Right)> Across { get; init; } = _ => (30, Scene.Width - 30);

    /// <summary>The lanes of vehicles; empty on a square.</summary>
    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    /// <summary>The lane whose kerb side is watched; null where there is none.</summary>
    public Lane? Parking { get; init; }

    /// <summary>Where stalls and goods may not stand, and would; on the rows of the watched kerb or forecourt.</summary>
    public required (double X, double Y) Stall { get; init; }

    /// <summary>Doors that can open.</summary>
    public IReadOnlyList<PixelBox> Doors { get; init; } = [];

    /// <summary>Trees: column and row of the foot.</summary>
    public IReadOnlyList<(double X, double Y)> Trees { get; init; } = [];

    /// <summary>Where a cover lies: column and row of its middle.</summary>
    public required (double X, double Y) Cover { get; init; }

    /// <summary>Lamps at night: column and row of the lit ground.</summary>
    public IReadOnlyList<(double X, double Y)> Lamps { get; init; } = [];

    /// <summary>Whether a place lies in a polygon.</summary>
    public static bool IsIn(IReadOnlyList<PicturePoint> polygon, double x, double y)
    {
        var (px, py, inside) = (x / Scene.Width, y / Scene.Height, false);
        for (int i = 0, j = polygon.Count - 1; i < polygon.Count; j = i++)
        {
            var (a, b) = (polygon[i], polygon[j]);
            if ((a.Y > py) != (b.Y > py) && px < ((b.X - a.X) * (py - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>A polygon of pixels as label files have it.</summary>
    public static PicturePoint[] Outline(params double[] pixels) =>
        [.. Enumerable.Range(0, pixels.Length / 2).Select(i => new PicturePoint(
            Math.Round(Math.Clamp(pixels[2 * i] / Scene.Width, 0, 1), 4), Math.Round(Math.Clamp(pixels[(2 * i) + 1] / Scene.Height, 0, 1), 4)))];
}

/// <summary>A lane: from where vehicles come to where they leave.</summary>
/// <param name="FromX">Column of its beginning.</param>
/// <param name="FromY">Row of its beginning.</param>
/// <param name="ToX">Column of its end.</param>
/// <param name="ToY">Row of its end.</param>
/// <param name="IsSideways">Whether one sees vehicles from the side.</param>
internal sealed record Lane(double FromX, double FromY, double ToX, double ToY, bool IsSideways)
{
    /// <summary>Place at a share of its way in the picture.</summary>
    public (double X, double Y) At(double share) => (FromX + (share * (ToX - FromX)), FromY + (share * (ToY - FromY)));
}
