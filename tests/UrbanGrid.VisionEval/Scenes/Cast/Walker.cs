using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>How a person looks.</summary>
internal sealed record WalkerLook(double Metres, Ink Jacket, Ink Trousers, Ink Skin, Ink Hair, Ink Shoes, double Girth, int Seed)
{
    private static readonly Ink[] Cloths =
    [
        new(38, 40, 48), new(70, 72, 80), new(120, 36, 38), new(44, 70, 120), new(150, 150, 146), new(196, 192, 180),
        new(60, 92, 62), new(150, 110, 60), new(90, 60, 90), new(220, 190, 70), new(30, 60, 70), new(180, 90, 110),
    ];

    private static readonly Ink[] Legs = [new(34, 36, 44), new(52, 60, 84), new(90, 86, 78), new(28, 28, 30), new(120, 112, 96)];

    private static readonly Ink[] Skins = [new(222, 178, 148), new(200, 156, 124), new(176, 130, 100)];

    public static WalkerLook Of(Dice dice) => new(
        dice.Between(1.55, 1.85), dice.Pick(Cloths), dice.Pick(Legs), dice.Pick(Skins), new Ink(30, 24, 22), new Ink(30, 28, 28),
        dice.Between(0.9, 1.2), dice.Seed());
}

/// <summary>Somebody on foot: legs and arms swing with the way walked; whoever stands shifts the weight now and then.</summary>
internal sealed class Walker(Ground ground, Route route, WalkerLook look) : Actor
{
    /// <summary>Time to bend down or to rise again, seconds.</summary>
    private const double BendSeconds = 0.7;

    /// <summary>Moments at which something is put down or picked up.</summary>
    public IReadOnlyList<double> Bends { get; init; } = [];

    /// <summary>What is in the hand, and until or from when.</summary>
    public IReadOnlyList<Load> Loads { get; init; } = [];

    /// <summary>The way.</summary>
    public Route Route => route;

    /// <inheritdoc/>
    public override bool IsMover => true;

    /// <inheritdoc/>
    public override double? FootAt(double t) => route.At(t)?.Y;

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t)
    {
        if (route.At(t) is not { } s)
        {
            return null;
        }

        var h = look.Metres * ground.ScaleAt(s.Y);
        return new PixelBox(s.X - (0.2 * h), s.Y - h, s.X + (0.2 * h), s.Y + (0.02 * h));
    }

    /// <inheritdoc/>
    public override void DrawShadow(Canvas canvas, double t, Sun sun)
    {
        if (route.At(t) is { } s)
        {
            var h = look.Metres * ground.ScaleAt(s.Y);
            sun.Cast(canvas, s.X, s.Y, 0.13 * h, h);
        }
    }

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
        if (route.At(t) is not { } s)
        {
            return;
        }

        var pose = PoseAt(s, t);
        var load = Loads.FirstOrDefault(l => t >= l.From && t < l.To);
        DrawLegs(canvas, pose);
        if (load is { Behind: true })
        {
            load.Draw(canvas, pose.Hand);
        }

        DrawTrunk(canvas, pose, load is not null);
        if (load is { Behind: false })
        {
            load.Draw(canvas, pose.Hand);
        }
    }

    private Pose PoseAt(Stride s, double t)
    {
        var h = look.Metres * ground.ScaleAt(s.Y);
        var sideways = Math.Abs(s.DirectionX) > Math.Abs(s.DirectionY) * 1.2;
        var facing = s.DirectionX >= 0 ? 1 : -1;
        var phase = (look.Seed & 63) / 10.0;
        var swing = s.Moves ? Math.Sin((s.Walked * Math.PI / 0.72) + phase) : 0;
        var idle = s.Moves ? 0 : (0.018 * Math.Sin((t * 1.1) + phase)) + (0.012 * Math.Sin((t * 2.9) + (2 * phase)));
        var bob = s.Moves ? 0.012 * Math.Abs(swing) : 0;
        var bend = Bends.Count == 0 ? 0 : Bends.Max(b => Math.Max(0, 1 - (Math.Abs(t - b) / BendSeconds)));
        bend = bend * bend * (3 - (2 * bend));
        var gesture = s.Moves ? 0 : Math.Max(0, Math.Sin((t * 0.45) + (3 * phase)) - 0.6);
        return new Pose(s.X, s.Y, h, sideways, facing, swing, idle, bob, bend, gesture, look.Girth);
    }

    private void DrawLegs(Canvas canvas, in Pose p)
    {
        Brush cloth = new(look.Trousers, Grain: 7, Seed: look.Seed);
        for (var leg = -1; leg <= 1; leg += 2)
        {
            var (kneeX, kneeY, footX, footY) = p.Leg(leg);
            var shade = leg < 0 ? cloth with { Ink = look.Trousers.Lit(0.8) } : cloth;
            var hipX = p.HipX + (p.Sideways ? 0 : leg * 0.045 * p.Height);
            canvas.Line(shade, 0.095 * p.Height * p.Girth, (float)hipX, (float)p.HipY, (float)kneeX, (float)kneeY);
            canvas.Line(shade, 0.072 * p.Height * p.Girth, (float)kneeX, (float)kneeY, (float)footX, (float)footY);
            canvas.Ellipse(look.Shoes, footX + (p.Sideways ? p.Facing * 0.03 * p.Height : 0), footY, 0.052 * p.Height, 0.024 * p.Height);
        }
    }

    private void DrawTrunk(Canvas canvas, in Pose p, bool loaded)
    {
        var (h, w) = (p.Height, p.Girth * p.Height);
        Brush cloth = new(look.Jacket, Shade: -0.25f, Grain: 8, Seed: look.Seed + 1);
        var arm = cloth with { Ink = look.Jacket.Lit(0.85) };
        var half = p.Sideways ? 0.075 * w : 0.115 * w;
        DrawArm(canvas, p, arm, -1, loaded: false);
        canvas.Polygon(
            cloth, (float)(p.ShoulderX - half), (float)p.ShoulderY, (float)(p.ShoulderX + half), (float)p.ShoulderY,
            (float)(p.HipX + (half * 0.9)), (float)(p.HipY + (0.05 * h)), (float)(p.HipX - (half * 0.9)), (float)(p.HipY + (0.05 * h)));
        canvas.Ellipse(cloth, p.ShoulderX, p.ShoulderY, half, 0.035 * h);
        DrawArm(canvas, p, arm, 1, loaded);
        canvas.Ellipse(look.Skin, p.HeadX, p.HeadY, 0.052 * h, 0.066 * h);
        canvas.Ellipse(look.Hair, p.HeadX - (p.Sideways ? p.Facing * 0.012 * h : 0), p.HeadY - (0.022 * h), 0.056 * h, 0.05 * h);
    }

    private void DrawArm(Canvas canvas, in Pose p, in Brush cloth, int side, bool loaded)
    {
        var (elbowX, elbowY, handX, handY) = p.Arm(side, loaded);
        var shoulder = p.ShoulderX + (p.Sideways ? 0 : side * 0.115 * p.Height * p.Girth);
        canvas.Line(cloth, 0.06 * p.Height, (float)shoulder, (float)(p.ShoulderY + (0.02 * p.Height)), (float)elbowX, (float)elbowY);
        canvas.Line(cloth, 0.05 * p.Height, (float)elbowX, (float)elbowY, (float)handX, (float)handY);
        canvas.Ellipse(look.Skin, handX, handY, 0.024 * p.Height, 0.026 * p.Height);
    }
}
