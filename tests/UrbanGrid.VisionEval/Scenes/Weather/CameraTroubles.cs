using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Stages;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>The mast trembles in the wind and with each lorry: a pixel or two, now and then more.</summary>
internal sealed class Shake(Dice dice) : Nuisance
{
    private readonly double _amplitude = dice.Between(0.5, 1.3);
    private readonly int _seed = dice.Seed();

    /// <inheritdoc/>
    public override string Name => "shake";

    /// <inheritdoc/>
    public override void Move(Canvas canvas, double t)
    {
        var gust = 0.5 + (1.2 * Math.Pow(Texture.Clouds(t / 5, 0, _seed), 2));
        var dx = _amplitude * gust * 2 * (Texture.Clouds(t * 6, 1, _seed) - 0.5);
        var dy = _amplitude * gust * 2 * (Texture.Clouds(t * 7, 2, _seed) - 0.5);
        canvas.Warp(2 * dx, 2 * dy, 0.05 * dx);
    }
}

/// <summary>Strong compression: blocks and ringing.</summary>
internal sealed class Compression(Dice dice) : Nuisance
{
    private readonly int _quality = dice.Whole(18, 34);

    /// <inheritdoc/>
    public override string Name => "compression";

    /// <inheritdoc/>
    public override int? Quality => _quality;
}

/// <summary>Date and time burnt into a corner; whoever installs the camera has it ignored, or not.</summary>
internal sealed class BurntClock(Dice dice) : Nuisance
{
    private readonly double _left = dice.Chance(0.5) ? 12 : 400;
    private readonly bool _atTop = dice.Chance(0.7);
    private readonly bool _ignored = dice.Chance(0.5);

    /// <inheritdoc/>
    public override string Name => "clock";

    /// <inheritdoc/>
    public override IReadOnlyList<CameraZone> Zones => !_ignored ? [] :
    [
        new CameraZone
        {
            Name = "clock",
            Purpose = ZonePurpose.Ignore,
            Polygon = Stage.Outline(_left - 4, Row - 20, _left + 236, Row - 20, _left + 236, Row + 8, _left - 4, Row + 8),
        },
    ];

    private double Row => _atTop ? 26 : 346;

    /// <inheritdoc/>
    public override void BurnIn(Canvas canvas, double t)
    {
        var time = new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Unspecified).AddSeconds(t);
        canvas.Text(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), _left, Row, 0.6, new Ink(255, 255, 255));
    }
}
