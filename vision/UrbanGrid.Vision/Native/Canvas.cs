namespace UrbanGrid.Vision.Native;

/// <summary>A colour, each part 0 to 255.</summary>
internal readonly record struct Ink(float Red, float Green, float Blue)
{
    /// <summary>The same colour under another light.</summary>
    public Ink Lit(double by) => new((float)(Red * by), (float)(Green * by), (float)(Blue * by));
}

/// <summary>How a stroke is laid on.</summary>
/// <param name="Ink">Its colour.</param>
/// <param name="Opacity">0..1.</param>
/// <param name="Blur">Standard deviation of its soft edge, pixels; 0 is sharp.</param>
/// <param name="Shade">Relative change of brightness from its top to its bottom.</param>
/// <param name="Grain">Amplitude of a fixed texture, grey levels.</param>
/// <param name="Seed">Of that texture.</param>
internal readonly record struct Brush(Ink Ink, float Opacity = 1, float Blur = 0, float Shade = 0, float Grain = 0, int Seed = 0)
{
    public static implicit operator Brush(Ink ink) => new(ink);
}

/// <summary>A picture to draw into. Strokes are collected and laid on together; everything else happens at once.</summary>
internal sealed class Canvas
{
    private readonly byte[] _pixels;
    private readonly List<NativeStroke> _strokes = [];
    private readonly List<float> _points = [];

    /// <summary>An empty picture.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="transparent">Whether it has alpha, to be drawn into others.</param>
    public Canvas(int width, int height, bool transparent = false)
    {
        (Width, Height, Channels) = (width, height, transparent ? 4 : 3);
        _pixels = new byte[width * height * Channels];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes of a pixel: blue, green, red, and alpha where it is transparent.</summary>
    public int Channels { get; }

    /// <summary>The pixels, all strokes laid on.</summary>
    public Span<byte> Pixels
    {
        get
        {
            LayOn();
            return _pixels;
        }
    }

    /// <summary>Takes another's pixels; both have the same size.</summary>
    public void CopyFrom(Canvas other)
    {
        _strokes.Clear();
        _points.Clear();
        other.Pixels.CopyTo(_pixels);
    }

    /// <summary>A copy turned by a quarter to the right.</summary>
    public Canvas Turned()
    {
        var turned = new Canvas(Height, Width, Channels == 4);
        var from = Pixels;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                from.Slice(((y * Width) + x) * Channels, Channels).CopyTo(turned._pixels.AsSpan(((x * Height) + Height - 1 - y) * Channels));
            }
        }

        return turned;
    }

    public void Polygon(in Brush brush, params ReadOnlySpan<float> points) => Add(StrokeKind.Polygon, brush, 0, points);

    public void Box(in Brush brush, double x, double y, double width, double height)
    {
        var (l, t, r, b) = ((float)x, (float)y, (float)(x + width), (float)(y + height));
        Add(StrokeKind.Polygon, brush, 0, [l, t, r, t, r, b, l, b]);
    }

    public void Ellipse(in Brush brush, double x, double y, double halfWidth, double halfHeight) =>
        Add(StrokeKind.Ellipse, brush, 0, [(float)x, (float)y, (float)halfWidth, (float)halfHeight]);

    public void Line(in Brush brush, double thickness, params ReadOnlySpan<float> points) =>
        Add(StrokeKind.Line, brush, (float)thickness, points);

    /// <summary>The outline of a box.</summary>
    public void Frame(in Brush brush, double thickness, double x, double y, double width, double height)
    {
        var (l, t, r, b) = ((float)x, (float)y, (float)(x + width), (float)(y + height));
        Add(StrokeKind.Line, brush, (float)thickness, [l, t, r, t, r, b, l, b, l, t]);
    }

    public void Sprite(Canvas sprite, double x, double y, double width, double height, double opacity = 1, double light = 1)
    {
        sprite.LayOn();
        LayOn();
        With((in NativeCanvas to) =>
        {
            var target = to;
            return sprite.With((in NativeCanvas from) => CanvasMethods.Sprite(
                target, from, (float)x, (float)y, (float)width, (float)height, (float)opacity, (float)light));
        });
    }

    /// <summary>Moves, turns and zooms everything about the centre.</summary>
    public void Warp(double dx, double dy, double degrees = 0, double zoom = 1)
    {
        LayOn();
        With((in NativeCanvas to) => CanvasMethods.Warp(to, (float)dx, (float)dy, (float)degrees, (float)zoom));
    }

    public void Blur(double sigma)
    {
        LayOn();
        With((in NativeCanvas to) => CanvasMethods.Blur(to, (float)sigma));
    }

    /// <summary>ASCII with a dark outline, its lower left corner at the place.</summary>
    public void Text(string text, double x, double y, double size, Ink ink)
    {
        LayOn();
        With((in NativeCanvas to) => CanvasMethods.Text(to, text, (float)x, (float)y, (float)size, ink.Blue, ink.Green, ink.Red));
    }

    /// <summary>A JPEG, scaled into a box.</summary>
    /// <exception cref="FrameUnreadableException">It is none.</exception>
    public void Jpeg(byte[] jpeg, int x, int y, int width, int height)
    {
        LayOn();
        With((in NativeCanvas to) => CanvasMethods.Jpeg(to, jpeg, jpeg.Length, x, y, width, height));
    }

    /// <summary>Light, veil and sensor noise in one pass; see <c>ugv_canvas_grade</c>.</summary>
    public void Grade(float[] gain, float[] veil, int columns, int rows, Ink veilInk, double noise, int seed)
    {
        LayOn();
        With((in NativeCanvas to) => CanvasMethods.Grade(
            to, gain, veil, columns, rows, veilInk.Blue, veilInk.Green, veilInk.Red, (float)noise, seed));
    }

    /// <summary>The picture as JPEG, without alpha.</summary>
    public byte[] Encode(int quality) => Pictures.Encode(Pixels, Width, Height, quality);

    private delegate int Call(in NativeCanvas canvas);

    private unsafe int With(Call call)
    {
        fixed (byte* pixels = _pixels)
        {
            var status = call(new NativeCanvas { Pixels = (nint)pixels, Width = Width, Height = Height, Channels = Channels });
            NativeMethods.Check(status);
            return status;
        }
    }

    private void Add(StrokeKind kind, in Brush brush, float thickness, ReadOnlySpan<float> points)
    {
        _strokes.Add(new NativeStroke
        {
            Kind = kind,
            First = _points.Count / 2,
            Count = points.Length / 2,
            Blue = brush.Ink.Blue,
            Green = brush.Ink.Green,
            Red = brush.Ink.Red,
            Opacity = brush.Opacity,
            Thickness = thickness,
            Blur = brush.Blur,
            Shade = brush.Shade,
            Grain = brush.Grain,
            Seed = brush.Seed,
        });
        _points.AddRange(points);
    }

    private void LayOn()
    {
        if (_strokes.Count == 0)
        {
            return;
        }

        var strokes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_strokes).ToArray();
        var points = _points.ToArray();
        _strokes.Clear();
        _points.Clear();
        With((in NativeCanvas to) => CanvasMethods.Paint(to, strokes, strokes.Length, points));
    }
}
