using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Hub.Vehicles.Live;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Hub.Tests.Vehicles.Live;

[Collection(nameof(OneHub))]
public sealed class LiveFleetTests(HubUnderTest hub)
{
    /// <summary>A place where no vehicle of the sample city is.</summary>
    private static readonly LiveBox Box = new(10, 50, 11, 51);

    private readonly LiveFleet _fleet = ActivatorUtilities.CreateInstance<LiveFleet>(hub.Services);
    private readonly ShownVehicles _shown = new();
    private readonly LiveChanges _changes = new();
    private long _seen;

    [Fact]
    public void A_watcher_is_told_what_is_in_its_box_and_then_only_what_changes()
    {
        Move("inside", 1, 10.5);
        Move("outside", 1, 12);
        Look();
        Assert.Equal("inside", Assert.Single(_changes.Vehicles).Id);
        Look();
        Assert.True(_changes.IsEmpty);
        Move("inside", 2, 10.6);
        Look();
        Assert.Equal(10.6, Assert.Single(_changes.Vehicles).Lon);
    }

    [Fact]
    public void A_watcher_who_is_slow_gets_the_last_position_and_not_all_of_them()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Move("one", i, 10.1 + (i * 0.0001));
            Move("two", i, 10.9 - (i * 0.0001));
        }

        Look();
        Assert.Equal([("two", 999L), ("one", 999L)], _changes.Vehicles.Select(v => (v.Id, v.At)));
    }

    [Fact]
    public void A_vehicle_that_leaves_the_box_is_taken_off_the_map_once()
    {
        Move("leaver", 1, 10.5);
        Look();
        Move("leaver", 2, 11.5);
        Look();
        Assert.Equal(["leaver"], _changes.Gone);
        Move("leaver", 3, 11.6);
        Look();
        Assert.True(_changes.IsEmpty);
    }

    [Fact]
    public async Task A_deleted_vehicle_is_taken_off_the_map()
    {
        var registry = hub.Services.GetRequiredService<DeviceRegistry>();
        await registry.CreateAsync(new Device { Id = "scrapped", Model = "vehicle-terminal", Name = new LocalName("报废", "Scrapped") }, default);
        Move("scrapped", 1, 10.5);
        Look();
        await registry.DeleteAsync("scrapped", default);
        Look();
        Assert.Equal(["scrapped"], _changes.Gone);
    }

    [Fact]
    public void A_vehicle_that_stands_is_told_every_ten_seconds()
    {
        for (var second = 0; second <= 20; second++)
        {
            Move("parked", second * 1_000, 10.5);
            Look(keep: true);
        }

        Assert.Equal([0, 10_000, 20_000], _changes.Vehicles.Select(v => v.At));
    }

    [Fact]
    public void A_vehicle_nobody_hears_is_offline_until_it_is_heard_again()
    {
        Move("silent", 1, 10.5);
        Assert.True(_fleet.TwinChanged(Twin("silent", DeviceHealth.Offline)));
        Look();
        Assert.Equal(VehicleState.Offline, Assert.Single(_changes.Vehicles).State);
        Move("silent", 2, 10.5);
        Look();
        Assert.Equal(VehicleState.Moving, Assert.Single(_changes.Vehicles).State);
    }

    [Fact]
    public void What_a_vehicle_measures_is_no_news_but_its_health_is()
    {
        Move("talker", 1, 10.5);
        Assert.True(_fleet.TwinChanged(Twin("talker", DeviceHealth.Online)));
        Assert.False(_fleet.TwinChanged(Twin("talker", DeviceHealth.Online)));
        Assert.True(_fleet.TwinChanged(Twin("talker", DeviceHealth.Suspect)));
        Assert.True(_fleet.TwinChanged(Twin("a lamp", DeviceHealth.Online)));
    }

    private static DeviceTwin Twin(string id, DeviceHealth health) =>
        new() { DeviceId = id, Model = "vehicle-terminal", Health = health, Values = new Dictionary<string, MetricValue>(), ActiveAlarms = [] };

    private void Move(string id, long at, double lon) =>
        _fleet.Moved(new VehiclePosition(id, at, new GeoPoint(50.5, lon), 30, 90, new Dictionary<string, double>()) { State = VehicleState.Moving });

    private void Look(bool keep = false)
    {
        if (!keep)
        {
            _changes.Clear();
        }

        _seen = _fleet.Collect(_seen, Box, _shown, _changes);
    }
}
