namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>Photographs of open holes, to be pasted where a cover was.</summary>
internal sealed class HoleBank
{
    /// <summary>Chosen by eye: the hole is open, nearly frontal and not cut off.</summary>
    private static readonly string[] Usable =
    [
        "b32f", "6317", "efce", "d7cb", "f87b", "5945", "d7a7", "3532", "f367", "e2f9", "5494", "b0dd", "b608", "56ed", "3104", "79b7", "06d9",
        "7058", "544d", "9130", "a0b1", "e8",
    ];

    private readonly List<(Raster Picture, CoverBox Box, float Ring)> _holes = [];

    public HoleBank(ManholePictures pictures)
    {
        foreach (var crop in pictures.Crops.Where(c => c.IsOpen && c.Box.Width >= 54 && Usable.Any(u => c.File.StartsWith(u, StringComparison.Ordinal))))
        {
            var (x, y) = (crop.Box.X - (0.3f * crop.Box.Width), crop.Box.Y - (0.3f * crop.Box.Height));
            var cut = crop.Picture.Warp((int)(1.6 * crop.Box.Width), (int)(1.6 * crop.Box.Height), Affine.Shift(-x, -y));
            var box = new CoverBox(0.3f * crop.Box.Width, 0.3f * crop.Box.Height, crop.Box.Width, crop.Box.Height);
            _holes.Add((cut, box, RingMedian(cut, box, 1.15, 1.6).Average()));
        }
    }

    public int Count => _holes.Count;

    public static float[] RingMedian(Raster picture, CoverBox box, double from = 1.2, double to = 1.8)
    {
        var result = new float[Raster.Channels];
        for (var c = 0; c < Raster.Channels; c++)
        {
            List<float> values = [];
            for (var y = 0; y < picture.Height; y++)
            {
                for (var x = 0; x < picture.Width; x++)
                {
                    if (box.Radius(x, y) is var r && r > from && r < to)
                    {
                        values.Add(picture.Pixels[(((y * picture.Width) + x) * Raster.Channels) + c]);
                    }
                }
            }

            values.Sort();
            result[c] = values.Count == 0 ? 0 : values[values.Count / 2];
        }

        return result;
    }

    public Raster Paste(Raster frame, CoverBox box, Random random, float grow = 1.03f)
    {
        var (picture, hole, ring) = _holes[random.Next(_holes.Count)];
        var gain = Math.Clamp(RingMedian(frame, box).Average() / Math.Max(ring, 10), 0.45f, 2.2f);
        var (sx, sy) = (hole.Width / box.Width / grow, hole.Height / box.Height / grow);
        var source = Math.Max(sx, sy) > 1.5 ? picture.Blur(0.35 * Math.Max(sx, sy)) : picture;
        var mirrored = random.NextDouble() < 0.5 ? -1 : 1;
        var back = Affine.About((box.MiddleX, box.MiddleY), (hole.MiddleX, hole.MiddleY), mirrored * sx, 0, 0, sy);
        var pasted = source.Warp(frame.Width, frame.Height, back).Map((_, _, _, v) => Math.Clamp(v * gain, 0, 255));
        return frame.Blend(pasted, box.Mask(frame.Width, frame.Height, grow));
    }
}
