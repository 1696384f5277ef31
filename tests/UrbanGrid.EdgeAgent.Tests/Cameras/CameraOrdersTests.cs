using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Cameras;

public sealed class CameraOrdersTests : IDisposable
{
    private static readonly PicturePoint[] Window = [new(0, 0), new(0.2, 0), new(0.2, 0.2)];
    private static readonly PicturePoint[] Kerb = [new(0.5, 0.5), new(0.9, 0.5), new(0.9, 0.9)];

    private static readonly CameraSettings Settings = new()
    {
        Id = "cam-1",
        Zones = [Zone("window", ZonePurpose.Privacy, Window), Zone("old kerb", ZonePurpose.Dumping, Kerb)],
    };

    private readonly TempFolder _folder = new();

    [Fact]
    public void Until_the_hub_says_something_the_settings_hold()
    {
        var orders = Open();

        Assert.False(orders.DetectsHere);
        Assert.Equal(["window", "old kerb"], orders.Zones.Select(z => z.Name));
    }

    [Fact]
    public void What_the_hub_sends_takes_their_place_and_outlives_a_restart()
    {
        Assert.Null(Open().Take(new WatchOrder("edge", [Zone("kerb", ZonePurpose.Dumping, Kerb)], "Asia/Urumqi", "Gate")));

        var orders = Open();
        Assert.True(orders.DetectsHere);
        Assert.Equal(("Gate", "Asia/Urumqi"), (orders.Name, orders.TimeZone!.Id));
        Assert.Contains("kerb", orders.Zones.Select(z => z.Name));
        Assert.DoesNotContain("old kerb", orders.Zones.Select(z => z.Name));
    }

    [Fact]
    public void The_hub_can_add_to_what_the_settings_hide_and_not_take_it_away()
    {
        var orders = Open();
        orders.Take(new WatchOrder("hub", [Zone("door", ZonePurpose.Privacy, Kerb)]));

        Assert.Equal(["door", "window"], orders.Zones.Select(z => z.Name));
        Assert.All(orders.Zones, z => Assert.Equal(ZonePurpose.Privacy, z.Purpose));
    }

    [Theory]
    [InlineData("nowhere", 3, 60, "detect")]
    [InlineData("edge", 2, 60, "corners")]
    [InlineData("edge", 3, 0, "dwell")]
    public void What_cannot_be_used_is_refused_and_changes_nothing(string detect, int corners, double dwell, string why)
    {
        var orders = Open();
        var zone = Zone("kerb", ZonePurpose.Dumping, Kerb[..corners]) with { DwellSeconds = dwell };

        Assert.Contains(why, orders.Take(new WatchOrder(detect, [zone])), StringComparison.Ordinal);
        Assert.Equal(["window", "old kerb"], Open().Zones.Select(z => z.Name));
    }

    public void Dispose() => _folder.Dispose();

    private CameraOrders Open() => new(Settings, _folder.Path);

    private static CameraZone Zone(string name, ZonePurpose purpose, IReadOnlyList<PicturePoint> polygon) =>
        new() { Name = name, Purpose = purpose, Polygon = polygon };
}
