using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Scenes.Cast;

namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>A road seen along its length, a pavement on each side, a lane at the right kerb in which nobody may stop.</summary>
internal static class RoadStage
{
    /// <summary>Paints one.</summary>
    public static Stage Paint(Dice dice)
    {
        var horizon = dice.Between(30, 50);
        var ground = new Ground(horizon, dice.Between(0.155, 0.18), dice.Between(290, 350));
        var (left, right) = (-dice.Between(3.4, 3.8), dice.Between(3.4, 3.8));
        double Column(double metres, double y) => ground.VanishX + (metres * ground.ScaleAt(y));
        var c = new Canvas(Scene.Width, Scene.Height);
        Sky(c, horizon, dice);
        Buildings(c, ground, horizon, dice);
        Paving.Slabs(dice).Lay(c, ground, (x, y) => y > horizon + 2, dice.Seed());
        Paving.Asphalt(dice).Lay(c, ground, (x, y) => y > horizon + 2 && x > Column(left, y) && x < Column(right, y), dice.Seed());
        foreach (var kerb in new[] { left, right })
        {
            c.Polygon(
                new Brush(new Ink(176, 174, 168), Grain: 7, Seed: dice.Seed()), (float)Column(kerb - 0.12, horizon + 4), (float)horizon + 4, (float)Column(kerb + 0.12, horizon + 4), (float)horizon + 4,
                (float)Column(kerb + 0.12, Scene.Height), Scene.Height, (float)Column(kerb - 0.12, Scene.Height), Scene.Height);
        }

        Dashes(c, ground, horizon, dice);
        var (top, bottom) = (horizon + 76, Scene.Height - 8.0);
        var parkingX = right - 1.15;
        return new Stage
        {
            Name = "road",
            Picture = c,
            Ground = ground,
            Sun = new Sun(dice.Chance(0.5) ? dice.Between(0.2, 0.36) : 0, dice.Between(-0.8, 0.8), dice.Between(0.05, 0.15)),
            Pavement = Stage.Outline(
                Column(right + 0.2, top), top, Scene.Width, top, Scene.Width, Scene.Height, Column(right + 0.2, Scene.Height), Scene.Height),
            Kerb = Stage.Outline(
                Column(right - 2.7, top), top, Column(right + 0.1, top), top, Column(right + 0.1, bottom), bottom, Column(right - 2.7, bottom), bottom),
            EntersFromRightOnly = true,
            WalkTop = top + 8,
            WalkBottom = Scene.Height - 20,
            Spots = (top + 40, Scene.Height - 80),
            Across = y => (Column(right + 0.7, y), Math.Min(Scene.Width - 30, Column(right + 4, y))),
            Lanes =
            [
                new Lane(Column(0.1, 420), 420, Column(0.4, horizon + 8), horizon + 8, false),
                new Lane(Column(-1.8, horizon + 8), horizon + 8, Column(-1.8, 440), 440, false),
            ],
            Parking = new Lane(Column(parkingX, 430), 430, Column(parkingX, horizon + 8), horizon + 8, false),
            Stall = (Column(right - 1, 250), 250),
            Trees = [(Column(left - 1.2, 190), 190), (Column(left - 1.4, 280), 280)],
            Cover = (Column(-0.9, 280), 280),
            Lamps = [(Column(left, 150), 150), (Column(right, 230), 230)],
        };
    }

    private static void Sky(Canvas c, double horizon, Dice dice)
    {
        c.Box(new Brush(dice.Pick<Ink>([new(196, 208, 222), new(206, 206, 208), new(180, 196, 216)]), Shade: 0.12f), 0, 0, Scene.Width, horizon + 8);
        for (var i = 0; i < 4; i++)
        {
            c.Ellipse(new Brush(new Ink(236, 238, 240), 0.5f, 8), dice.Between(0, Scene.Width), dice.Between(0, horizon - 10), dice.Between(40, 90), dice.Between(4, 10));
        }
    }

    private static void Buildings(Canvas c, Ground ground, double horizon, Dice dice)
    {
        foreach (var side in new[] { -1, 1 })
        {
            for (var depth = 0; depth < 5; depth++)
            {
                var y = horizon + 6 + (depth * depth * 7);
                var s = ground.ScaleAt(y);
                var inner = ground.VanishX + (side * (6.2 + dice.Between(0, 0.6)) * s);
                var outer = side < 0 ? -20 : Scene.Width + 20;
                var ink = dice.Pick<Ink>([new(150, 132, 118), new(170, 166, 160), new(140, 110, 96), new(120, 124, 130)]);
                var height = dice.Between(5, 9) * s;
                c.Box(new Brush(ink, Shade: -0.1f, Grain: 8, Seed: dice.Seed()), Math.Min(inner, outer), y - height, Math.Abs(outer - inner), height + 2);
                for (var wy = y - height + (0.6 * s); wy < y - s; wy += 1.6 * s)
                {
                    for (var wx = Math.Min(inner, outer) + (0.5 * s); wx < Math.Max(inner, outer) - s; wx += 1.8 * s)
                    {
                        c.Box(new Brush(new Ink(66, 76, 86).Lit(dice.Between(0.8, 1.3))), wx, wy, 0.9 * s, 0.9 * s);
                    }
                }
            }
        }
    }

    private static void Dashes(Canvas c, Ground ground, double horizon, Dice dice)
    {
        for (var z = 4.0; z < 60; z += 3.4)
        {
            double Row(double depth) => horizon + (1800 / (depth * 6));
            var (near, far) = (Row(z), Row(z + 1.5));
            if (near > Scene.Height + 60 || far < horizon + 4)
            {
                continue;
            }

            float At(double y, double metres) => (float)(ground.VanishX + (metres * ground.ScaleAt(y)));
            c.Polygon(
                new Brush(new Ink(208, 208, 202), 0.85f, Grain: 14, Seed: dice.Seed()), At(near, -0.85), (float)near, At(near, -0.7), (float)near, At(far, -0.7), (float)far, At(far, -0.85), (float)far);
        }
    }
}
