namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>A cover's box in pixels; its ellipse touches the box.</summary>
internal readonly record struct CoverBox(float X, float Y, float Width, float Height)
{
    public float MiddleX => X + (Width / 2) - 0.5f;

    public float MiddleY => Y + (Height / 2) - 0.5f;

    /// <summary>Distance from the middle in units of the ellipse's radius: 1 on its outline.</summary>
    public double Radius(double x, double y) =>
        Math.Sqrt(Math.Pow((x - MiddleX) / (Width / 2), 2) + Math.Pow((y - MiddleY) / (Height / 2), 2));

    /// <summary>1 inside <paramref name="radius"/>, 0 outside, with an edge of <paramref name="feather"/> pixels.</summary>
    public float[] Mask(int width, int height, double radius, double feather = 1.2)
    {
        var (box, half) = (this, Math.Min(Width, Height) / 2);
        return Planes.Of(width, height, (x, y) => Math.Clamp(((radius - box.Radius(x, y)) * half / feather) + 0.5, 0, 1));
    }
}

/// <summary>A place with a cover: pictures of it with the noise that its camera has.</summary>
/// <param name="Name">What it is taken from.</param>
/// <param name="Frames">Pictures of the present cover, in order.</param>
/// <param name="Box">Where the cover is.</param>
internal sealed record CoverScene(string Name, IReadOnlyList<Raster> Frames, CoverBox Box);
