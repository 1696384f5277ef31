using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>A kind of ground.</summary>
/// <param name="Ink">Mean colour.</param>
/// <param name="TileMetres">Edge of a slab; 0 for asphalt.</param>
/// <param name="TileTones">How much slabs differ, grey levels.</param>
/// <param name="Joint">How much darker joints are, grey levels.</param>
/// <param name="Grain">Fine texture, grey levels.</param>
/// <param name="Stains">Large spots, grey levels.</param>
internal sealed record Paving(Ink Ink, double TileMetres, double TileTones, double Joint, double Grain, double Stains)
{
    /// <summary>Slabs of a pavement.</summary>
    public static Paving Slabs(Dice dice) => new(
        dice.Pick<Ink>([new(158, 150, 142), new(142, 140, 136), new(170, 156, 138), new(132, 118, 110)]),
        dice.Between(0.4, 0.9), dice.Between(6, 16), dice.Between(14, 30), dice.Between(4, 8), dice.Between(4, 12));

    /// <summary>Asphalt.</summary>
    public static Paving Asphalt(Dice dice) => new(
        dice.Pick<Ink>([new(96, 97, 100), new(112, 110, 108), new(82, 84, 88)]), 0, 0, 0, dice.Between(5, 9), dice.Between(5, 14));

    /// <summary>Covers the part of the picture for which <paramref name="inside"/> holds.</summary>
    public void Lay(Canvas canvas, Ground ground, Func<int, int, bool> inside, int seed)
    {
        var pixels = canvas.Pixels;
        for (var y = 0; y < canvas.Height; y++)
        {
            if (y <= ground.Horizon + 2)
            {
                continue;
            }

            var scale = ground.ScaleAt(y);
            var depth = 1700 / (y - ground.Horizon);
            for (var x = 0; x < canvas.Width; x++)
            {
                if (!inside(x, y))
                {
                    continue;
                }

                var tone = Tone((x - ground.VanishX) / scale, depth, scale, x, y, seed);
                var at = ((y * canvas.Width) + x) * 3;
                pixels[at] = Clamp(Ink.Blue + tone);
                pixels[at + 1] = Clamp(Ink.Green + tone);
                pixels[at + 2] = Clamp(Ink.Red + tone);
            }
        }
    }

    private double Tone(double across, double depth, double scale, int x, int y, int seed)
    {
        var tone = (Texture.At(x * 0.9, y * 0.9, seed) - 0.5) * 2 * Grain;
        tone += (Texture.Clouds(across * 0.5, depth * 0.5, seed + 7) - 0.5) * 2 * Stains;
        tone += (Texture.Clouds(across * 3, depth * 3, seed + 11) - 0.5) * Stains;
        if (TileMetres > 0)
        {
            var (u, v) = (across / TileMetres, depth / TileMetres);
            tone += (Texture.At(Math.Floor(u), Math.Floor(v), seed + 3) - 0.5) * 2 * TileTones;
            var edge = Math.Min(Near(u), Near(v) * 1.6) * TileMetres * scale;
            tone -= Joint * Math.Clamp(1.4 - edge, 0, 1) * Math.Clamp(scale * TileMetres / 12, 0.2, 1);
        }

        return tone;
    }

    private static double Near(double u)
    {
        var part = u - Math.Floor(u);
        return Math.Min(part, 1 - part);
    }

    private static byte Clamp(double value) => (byte)Math.Clamp(value, 0, 255);
}
