using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>Clouds that darken and brighten everything within seconds, some of them with an edge that wanders.</summary>
internal sealed class Clouds(Dice dice) : Nuisance
{
    private readonly double _depth = dice.Between(0.2, 0.38);
    private readonly double _period = dice.Between(18, 34);
    private readonly double _phase = dice.Between(0, 1);
    private readonly bool _wanders = dice.Chance(0.5);
    private readonly double _speed = dice.Between(60, 160);

    /// <inheritdoc/>
    public override string Name => "clouds";

    /// <inheritdoc/>
    public override void Shine(LightField light, double t)
    {
        double Cover(double moment)
        {
            var wave = Math.Sin(2 * Math.PI * ((moment / _period) + _phase));
            return _depth * Math.Clamp((wave * 3) + 0.5, 0, 1);
        }

        if (_wanders)
        {
            light.Dim((x, _) => 1 - Cover(t - (x / _speed)));
        }
        else
        {
            var now = 1 - Cover(t);
            light.Dim(now, now, now);
        }
    }
}

/// <summary>The evening falls, or the morning comes.</summary>
internal sealed class Dusk(Dice dice) : Nuisance
{
    private readonly bool _falls = dice.Chance(0.6);
    private readonly double _from = dice.Between(0.8, 0.95);
    private readonly double _to = dice.Between(0.4, 0.5);

    /// <inheritdoc/>
    public override string Name => "dusk";

    /// <inheritdoc/>
    public override void Shine(LightField light, double t)
    {
        var share = Math.Clamp(t / 90, 0, 1);
        var now = _falls ? _from + ((_to - _from) * share) : _to + ((_from - _to) * share);
        light.Dim(now * 1.04, now * 0.97, now * 0.98);
        light.Noise *= 1.5;
    }
}

/// <summary>Night under street lamps; vehicles carry headlights that sweep over the ground and the fronts.</summary>
internal sealed class Night(Dice dice, Stage stage, IReadOnlyList<Actor> actors) : Nuisance
{
    private static readonly Ink Warm = new(255, 214, 160);
    private static readonly Ink White = new(250, 250, 255);
    private readonly double _rest = dice.Between(0.36, 0.46);

    /// <inheritdoc/>
    public override string Name => "night";

    /// <inheritdoc/>
    public override void Shine(LightField light, double t)
    {
        light.Dim(_rest * 0.95, _rest, _rest * 1.1);
        foreach (var (x, y) in stage.Lamps)
        {
            light.Lamp(x, y, 190, 110, 0.34, Warm);
        }

        foreach (var vehicle in actors.OfType<Vehicle>())
        {
            if (vehicle.Route.At(t) is { } s && vehicle.BoxAt(t) is { } box)
            {
                Headlights(light, vehicle, s, box);
            }
        }

        light.Noise *= 2.2;
    }

    private static void Headlights(LightField light, Vehicle vehicle, Stride s, PixelBox box)
    {
        if (vehicle.IsSideways)
        {
            var ahead = s.DirectionX >= 0 ? 1 : -1;
            var nose = ahead > 0 ? box.Right : box.Left;
            light.Lamp(nose + (ahead * 90), box.Bottom - 6, 95, 26, 0.75, White);
            light.Lamp(nose + (ahead * 190), box.Bottom - 80, 120, 50, 0.18, White);
        }
        else if (s.DirectionY > 0)
        {
            light.Lamp((box.Left + box.Right) / 2, box.Bottom + box.Height, box.Width * 1.3, box.Height * 1.3, 0.8, White);
        }
        else
        {
            light.Lamp((box.Left + box.Right) / 2, box.Top - (0.6 * box.Height), box.Width * 1.1, box.Height * 0.8, 0.5, White);
        }
    }
}

/// <summary>The camera's exposure jumps and settles.</summary>
internal sealed class Exposure(Dice dice) : Nuisance
{
    private readonly int _seed = dice.Seed();
    private readonly double _every = dice.Between(9, 16);

    /// <inheritdoc/>
    public override string Name => "exposure";

    /// <inheritdoc/>
    public override void Shine(LightField light, double t)
    {
        var step = (int)Math.Floor(t / _every);
        double Level(int i) => i <= 0 ? 1 : 0.78 + (0.46 * Texture.At(i, 1, _seed));
        var now = Level(step) + ((Level(step - 1) - Level(step)) * Math.Exp(-(t - (step * _every)) / 0.4));
        light.Dim(now, now, now);
    }
}

/// <summary>Nearly no light for the sensor's taste: much noise.</summary>
internal sealed class SensorNoise(Dice dice) : Nuisance
{
    private readonly double _factor = dice.Between(2.5, 4);

    /// <inheritdoc/>
    public override string Name => "noise";

    /// <inheritdoc/>
    public override void Shine(LightField light, double t) => light.Noise *= _factor;
}
