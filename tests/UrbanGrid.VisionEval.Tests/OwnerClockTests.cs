using UrbanGrid.Contracts;
using UrbanGrid.VisionEval.Scenes;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Plots;

namespace UrbanGrid.VisionEval.Tests;

public sealed class OwnerClockTests
{
    private const double Dwell = 10;
    private static readonly PixelBox Bag = new(300, 180, 330, 210);
    private static readonly PicturePoint[] LeftHalf = [new(0, 0), new(0.6, 0), new(0.6, 1), new(0, 1)];

    [Fact]
    public void A_thing_that_nobody_comes_near_is_due_after_its_dwell()
    {
        Assert.Equal(15, Due([], put: 5)!.Value, 0.11);
    }

    [Fact]
    public void An_owner_beside_it_pauses_the_clock()
    {
        Assert.Equal(18, Due([new Stander(290, 5, 8)], put: 5)!.Value, 0.21);
    }

    [Fact]
    public void Somebody_farther_away_does_not()
    {
        Assert.Equal(15, Due([new Stander(200, 5, 8)], put: 5)!.Value, 0.11);
    }

    [Fact]
    public void Somebody_near_but_outside_the_zone_counts_only_if_he_brought_it()
    {
        var beyond = new Stander(395, 5, 8) { Width = 60 };

        Assert.Equal(15, Due([beyond], put: 5)!.Value, 0.11);
        Assert.Equal(18, Due([beyond], put: 5, beyond)!.Value, 0.21);
    }

    [Fact]
    public void Alone_for_less_than_two_seconds_is_not_alone()
    {
        Assert.Equal(20.5, Due([new Stander(290, 5, 8), new Stander(290, 9.5, 10.5)], put: 5)!.Value, 0.21);
    }

    [Fact]
    public void Long_presence_turns_the_clock_back()
    {
        // 6 s alone, then 18 s of presence: the last three of them take three seconds away.
        Assert.Equal(36, Due([new Stander(290, 11, 29)], put: 5)!.Value, 0.31);
    }

    [Fact]
    public void What_is_taken_before_is_never_due()
    {
        Assert.Null(new OwnerClock(LeftHalf, []).Due(_ => Bag, 5, Dwell, until: 12));
    }

    private static double? Due(Actor[] actors, double put, params Actor[] owners) =>
        new OwnerClock(LeftHalf, actors).Due(_ => Bag, put, Dwell, 100, owners);

    private sealed class Stander(double x, double from, double to) : Actor
    {
        public double Width { get; init; } = 20;

        public override bool IsMover => true;

        public override double? FootAt(double t) => t >= from && t < to ? 210 : null;

        public override PixelBox? BoxAt(double t) => FootAt(t) is null ? null : new PixelBox(x - (Width / 2), 150, x + (Width / 2), 210);

        public override void Draw(Vision.Native.Canvas canvas, double t)
        {
        }
    }
}
