using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Vehicles;

namespace UrbanGrid.EdgeAgent.Tests.Vehicles;

public sealed class LoadRoundTests
{
    private static readonly LoadSettings Settings = new() { FillAt = 0.1, FillSeconds = 10, TipAt = 0.5, TipSeconds = 20 };

    [Fact]
    public void A_truck_is_filled_carries_lifts_tips_and_goes_on_empty()
    {
        var truck = new LoadRound(Settings, lengthM: 1_000, drivenM: 0);

        Drive(truck, 9);
        Assert.Equal((90, 0, false), (truck.DrivenM, truck.Share, truck.Stands));
        Drive(truck, 6);
        Assert.Equal((100, 0.5, true, false), (truck.DrivenM, truck.Share, truck.Stands, truck.Lifted));
        Drive(truck, 25);
        Assert.Equal((1, false, false), (truck.Share, truck.Stands, truck.Lifted));
        Drive(truck, 30);
        Assert.Equal((500, true), (truck.DrivenM, truck.Lifted));
        Assert.InRange(truck.Share, 0.01, 0.99);
        Drive(truck, 30);
        Assert.Equal((0, false, false), (truck.Share, truck.Stands, truck.Lifted));
    }

    [Fact]
    public void Every_round_is_the_same()
    {
        var truck = new LoadRound(Settings, lengthM: 1_000, drivenM: 0);
        var tipped = 0;
        for (var s = 0; s < 140 * 5; s++)
        {
            var before = truck.Lifted;
            truck.Advance(1, 36);
            tipped += truck.Lifted && !before ? 1 : 0;
        }

        Assert.Equal(5, tipped);
    }

    private static void Drive(LoadRound truck, int seconds)
    {
        for (var s = 0; s < seconds; s++)
        {
            truck.Advance(1, 36);
        }
    }
}
