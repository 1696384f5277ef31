using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Stages;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>Streaks of rain, and the darker, duller light of it.</summary>
internal sealed class Rain(Dice dice) : Nuisance
{
    private readonly int _seed = dice.Seed();
    private readonly int _drops = dice.Whole(120, 320);
    private readonly double _slant = dice.Between(-0.35, 0.35);

    /// <inheritdoc/>
    public override string Name => "rain";

    /// <inheritdoc/>
    public override void Fall(Canvas canvas, double t)
    {
        // A drop crosses the picture in less than the time between two pictures: each moment has its own.
        var moment = (int)Math.Round(t * 50);
        for (var i = 0; i < _drops; i++)
        {
            var (x, y) = (Texture.At(i, moment, _seed) * Scene.Width, Texture.At(i, moment, _seed + 1) * Scene.Height);
            var length = 8 + (20 * Texture.At(i, moment, _seed + 2));
            canvas.Line(new Brush(new Ink(206, 210, 214), 0.28f), 1, (float)x, (float)y, (float)(x + (_slant * length)), (float)(y + length));
        }
    }

    /// <inheritdoc/>
    public override void Shine(LightField light, double t)
    {
        light.Dim(0.82, 0.84, 0.87);
        light.Veil(new Ink(150, 154, 158), (_, y) => 0.1 * (1 - (y / Scene.Height)));
    }
}

/// <summary>Flakes that drift down, and a thin veil.</summary>
internal sealed class Snow(Dice dice) : Nuisance
{
    private readonly int _seed = dice.Seed();
    private readonly int _flakes = dice.Whole(90, 260);

    /// <inheritdoc/>
    public override string Name => "snow";

    /// <inheritdoc/>
    public override void Fall(Canvas canvas, double t)
    {
        for (var i = 0; i < _flakes; i++)
        {
            var near = Texture.At(i, 3, _seed);
            var speed = 40 + (110 * near);
            var y = ((Texture.At(i, 1, _seed) * (Scene.Height + 20)) + (speed * t)) % (Scene.Height + 20);
            var x = (Texture.At(i, 2, _seed) * Scene.Width) + (14 * Math.Sin((t * (0.6 + near)) + i));
            var radius = 0.8 + (1.8 * near);
            canvas.Ellipse(new Brush(new Ink(238, 240, 244), 0.8f), x, y - 10, radius, radius * 1.2);
        }
    }

    /// <inheritdoc/>
    public override void Shine(LightField light, double t) => light.Veil(new Ink(196, 200, 206), (_, y) => 0.22 - (0.14 * y / Scene.Height));
}

/// <summary>Fog that thickens and thins slowly.</summary>
internal sealed class Fog(Dice dice) : Nuisance
{
    private readonly double _thick = dice.Between(0.3, 0.55);
    private readonly double _phase = dice.Between(0, 6);
    private readonly int _seed = dice.Seed();

    /// <inheritdoc/>
    public override string Name => "fog";

    /// <inheritdoc/>
    public override void Shine(LightField light, double t)
    {
        var now = _thick * (1 + (0.12 * Math.Sin((t / 11) + _phase)));
        light.Veil(new Ink(190, 194, 198), (x, y) =>
            Math.Clamp(now * (1.25 - (0.8 * y / Scene.Height)) * (0.9 + (0.2 * Texture.Clouds((x / 200) + (t / 20), y / 120, _seed))), 0, 0.85));
    }
}

/// <summary>Insects and spider threads close to the lens: large, blurred, gone in a moment.</summary>
internal sealed class Insects(Dice dice) : Nuisance
{
    private const double Every = 2.5;
    private readonly int _seed = dice.Seed();

    /// <inheritdoc/>
    public override string Name => "insects";

    /// <inheritdoc/>
    public override void Fall(Canvas canvas, double t)
    {
        var number = (int)Math.Floor(t / Every);
        for (var i = number - 1; i <= number; i++)
        {
            var age = t - (i * Every) - (Texture.At(i, 4, _seed) * 1.2);
            var lasts = 0.5 + (1.6 * Texture.At(i, 5, _seed));
            if (age < 0 || age > lasts || Texture.At(i, 6, _seed) < 0.35)
            {
                continue;
            }

            var u = age / lasts;
            var x = (Texture.At(i, 1, _seed) * Scene.Width) + ((Texture.At(i, 2, _seed) - 0.5) * 500 * u) + (18 * Math.Sin(age * 9));
            var y = (Texture.At(i, 3, _seed) * Scene.Height) + (26 * Math.Sin((age * 7) + i));
            var r = 5 + (14 * Texture.At(i, 7, _seed));
            canvas.Ellipse(new Brush(new Ink(66, 60, 52), 0.7f, 2.5f), x, y, r, r * 0.6);
        }
    }
}
