using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Tests.Vehicles.Geofences;

/// <summary>What cannot be an area is refused in both languages, saying which value to change.</summary>
public sealed class GeofenceCheckTests
{
    private static readonly Geofence Good = Ground.Fence("site-1", GeofenceKind.DumpSite, Ground.Box(0, 0, 100, 100));

    public static TheoryData<string, Func<Geofence, Geofence>> Faults => new()
    {
        { "name", g => g with { Name = new LocalName("工地", "") } },
        { "kind", g => g with { Kind = "moon" } },
        { "shape.type", g => g with { Shape = new GeofenceShape { Type = "square" } } },
        { "shape.points", g => g with { Shape = Shape(Ground.Point(0, 0), Ground.Point(100, 0)) } },
        { "shape.points", g => g with { Shape = Shape(Ground.Point(0, 0), Ground.Point(100, 0), Ground.Point(0, 0)) } },
        { "shape.points", g => g with { Shape = Shape(Ground.Point(0, 0), Ground.Point(100, 100), Ground.Point(100, 0), Ground.Point(0, 100)) } },
        { "shape.points", g => g with { Shape = Shape([0.0], [1.0, 2.0], [3.0, 4.0]) } },
        { "shape.points", g => g with { Shape = Shape([120, 31], [121, 31], [31, 120]) } },
        { "shape.centre", g => g with { Shape = new GeofenceShape { Type = GeofenceShape.Circle, RadiusM = 10 } } },
        { "shape.radiusM", g => g with { Shape = Ground.Circle(0, 0, 0) } },
        { "shape.widthM", g => g with { Shape = Ground.Corridor(0, (0, 0), (10, 10)) } },
        { "shape", g => g with { Kind = GeofenceKind.Route } },
        { "hours", g => g with { Hours = [Ground.Hours("7", "19:00")] } },
        { "hours.days", g => g with { Hours = [Ground.Hours("07:00", "19:00", 8)] } },
        { "speedLimitKmh", g => g with { Kind = GeofenceKind.SpeedArea } },
        { "speedLimitKmh", g => g with { SpeedLimitKmh = -5 } },
        { "loadedSpeedLimitKmh", g => g with { LoadedSpeedLimitKmh = 900 } },
        { "enterDwellS", g => g with { EnterDwellS = double.NaN } },
        { "leaveDwellS", g => g with { LeaveDwellS = -1 } },
        { "vehicles", g => g with { Vehicles = new VehicleSelection { Kinds = [" "] } } },
    };

    [Fact]
    public void What_can_be_is_accepted() => Assert.Null(GeofenceCheck.Fault(Good));

    [Fact]
    public void A_polygon_may_be_closed_or_not() =>
        Assert.Null(GeofenceCheck.Fault(Good with { Shape = Shape(Ground.Point(0, 0), Ground.Point(100, 0), Ground.Point(0, 100), Ground.Point(0, 0)) }));

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_cannot_be_is_refused(string about, Func<Geofence, Geofence> spoil)
    {
        var fault = GeofenceCheck.Fault(spoil(Good));

        Assert.NotNull(fault);
        Assert.StartsWith(about, fault.En, StringComparison.Ordinal);
        Assert.StartsWith(about, fault.Zh, StringComparison.Ordinal);
    }

    private static GeofenceShape Shape(params IReadOnlyList<double>[] points) => new() { Type = GeofenceShape.Polygon, Points = points };
}
