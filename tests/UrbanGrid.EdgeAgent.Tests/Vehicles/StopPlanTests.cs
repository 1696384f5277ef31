using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Vehicles;

namespace UrbanGrid.EdgeAgent.Tests.Vehicles;

public sealed class StopPlanTests
{
    private static readonly RouteLine Loop = new([new(30, 120), new(30.01, 120), new(30.01, 120.01), new(30, 120)]);
    private readonly List<JsonObject> _told = [];

    [Fact]
    public void A_truck_drives_to_the_point_stands_there_and_weighs_its_bins_one_after_the_other()
    {
        var plan = Plan(Stop(Loop.At(100).Place, 30, "A", "B"));

        var driven = plan.Advance(0, 10, 10);
        Assert.Equal(100, driven, 1);
        driven = plan.Advance(driven, 10.1, 10);
        Assert.True(plan.IsStanding);
        Assert.Equal(["A"], Tags());
        driven = plan.Advance(driven, 25, 10);

        Assert.Equal(["A", "B"], Tags());
        Assert.False(plan.IsStanding);
        Assert.Equal(151, driven, 1);
        Assert.All(_told, t => Assert.InRange((double)t["weightKg"]!, 80, 120));
    }

    [Fact]
    public void It_passes_by_until_the_point_is_due_again()
    {
        var plan = Plan(Stop(Loop.At(100).Place, 10, "A") with { EveryMinutes = 60 });
        var driven = 0.0;
        Drive(1_800);
        Assert.True(driven > 4 * Loop.RoundM);
        Assert.Equal(["A"], Tags());

        Drive(2_400);
        Assert.Equal(["A", "A"], Tags());

        void Drive(int seconds)
        {
            for (var s = 0; s < seconds; s++)
            {
                driven = plan.Advance(driven, 1, 10);
            }
        }
    }

    [Fact]
    public void A_truck_without_points_drives_on() => Assert.Equal(1_000, Plan().Advance(0, 100, 10));

    private static VehicleStopSettings Stop(GeoPoint place, double seconds, params string[] tags) => new()
    {
        Lat = place.Lat, Lon = place.Lon, Seconds = seconds, Bins = [.. tags.Select(tag => new VehicleBinSettings { Tag = tag, WeightKg = 100 })],
    };

    private StopPlan Plan(params VehicleStopSettings[] stops) => new(stops, Loop, new Random(1), (type, data) =>
    {
        Assert.Equal(StopPlan.BinEvent, type);
        _told.Add(data);
    });

    private IEnumerable<string?> Tags() => _told.Select(t => (string?)t["tag"]);
}
