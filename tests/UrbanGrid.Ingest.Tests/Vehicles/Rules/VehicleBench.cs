using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Tests.Vehicles.Rules;

/// <summary>The rules of one vehicle without anything around them; times are seconds after <see cref="Ground.Morning"/>, places metres on the <see cref="Ground"/>.</summary>
internal sealed class VehicleBench
{
    private readonly Device _device;
    private readonly VehicleNews _news = new();
    private FenceMap _map;
    private PositionSample? _last;

    public VehicleBench(string attributes, params Geofence[] fences)
    {
        _device = new Device
        {
            Id = "v", Model = "vehicle-terminal", Name = new LocalName("车", "vehicle"),
            Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(attributes)!,
        };
        _map = MapOf(fences);
        Book.Bind(_device, new VehicleSurroundings(() => _map));
    }

    public VehicleRuleBook Book { get; } = new();

    /// <summary>Every alarm told, raised or ended, in order.</summary>
    public List<Alarm> Alarms => _news.Alarms;

    /// <summary>Kinds of events and their seconds.</summary>
    public List<(string Kind, double S)> Events => [.. _news.Events.Select(e => (e.Kind, (e.Timestamp - Ground.Morning) / 1000.0))];

    /// <summary>Events with where they happened.</summary>
    public IReadOnlyList<VehicleEvent> Happened => _news.Events;

    /// <summary>What the alarms of a rule did: second of their begin and, if they ended, of their end.</summary>
    public List<(double Began, double? Ended)> Of(string rule) =>
    [
        .. Alarms.Where(a => a.Rule == rule).GroupBy(a => a.Id)
            .Select(a => ((a.Last().StartedAt - Ground.Morning) / 1000.0, (a.Last().ClearedAt - Ground.Morning) / 1000.0)),
    ];

    public Alarm Last(string rule) => Alarms.Last(a => a.Rule == rule);

    public void Redraw(params Geofence[] fences) => _map = MapOf(fences);

    /// <summary>A fix that arrives at once; what was due before it has happened.</summary>
    public VehicleBench Fix(double s, double east, double north, double? kmh = 30, params (string Name, double Value)[] with)
    {
        Wait(s);
        return Late(s, s, east, north, kmh, with);
    }

    /// <summary>A fix that arrives at another time than it was made.</summary>
    public VehicleBench Late(double s, double arrivesAtS, double east, double north, double? kmh = 30, params (string Name, double Value)[] with)
    {
        var fix = new PositionSample(Ms(s), Ground.Place(east, north), kmh, null, null, null, with.ToDictionary(w => w.Name, w => w.Value));
        Book.At(Ms(arrivesAtS));
        Book.Apply(_device, new JudgedFix(fix, _last, 0, kmh >= 2 ? VehicleState.Moving : VehicleState.Stopped, VehicleState.Unknown), _news);
        _last = fix;
        return this;
    }

    /// <summary>Fixes every so often along a straight way, with the same speed and attributes.</summary>
    public VehicleBench Drive(double fromS, double toS, (double East, double North) from, (double East, double North) to, double everyS = 1, double? kmh = 30, params (string Name, double Value)[] with)
    {
        for (var s = fromS; s <= toS; s += everyS)
        {
            var share = toS > fromS ? (s - fromS) / (toS - fromS) : 0;
            Fix(s, from.East + (share * (to.East - from.East)), from.North + (share * (to.North - from.North)), kmh, with);
        }

        return this;
    }

    /// <summary>Stays where it is and sends fixes.</summary>
    public VehicleBench Stand(double fromS, double toS, double east, double north, double everyS = 1, params (string Name, double Value)[] with) =>
        Drive(fromS, toS, (east, north), (east, north), everyS, 0, with);

    /// <summary>Time goes on with no fix; every timer fires at its time.</summary>
    public VehicleBench Wait(double untilS)
    {
        while (Book.Due is { } due && due <= Ms(untilS))
        {
            Book.At(due);
            Book.OnTime(_device, due, _news);
            Assert.True(Book.Due is not { } next || next > due, "a timer that fires at once again would never end");
        }

        return this;
    }

    public static long Ms(double s) => Ground.Morning + (long)(s * 1000);

    private static FenceMap MapOf(Geofence[] fences)
    {
        Assert.All(fences, f => Assert.Null(GeofenceCheck.Fault(f)));
        return new FenceMap(fences.Select(f => new Fence(f, Ground.City)));
    }
}
