using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Outcomes;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Reports;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Database;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Coordinates;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Sanitation;

/// <summary>
/// Sanitation on a real telemetry store and a real database, on Monday 2026-03-02 of Beijing. Places are metres east and north of a
/// corner, so that what a test says can be drawn.
/// </summary>
internal sealed class WorkBench : IDbContextFactory<HubDb>, IAsyncDisposable
{
    public const string Sweeper = "veh-1";
    public const string Other = "veh-2";
    public static readonly DateOnly Monday = new(2026, 3, 2);

    private const double MetresOfDegree = 6_371_008.8 * Math.PI / 180;
    private static readonly GeoPoint Corner = new(31.3, 120.6);
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _ingest;
    private readonly string _database;

    private WorkBench(string? server, string now)
    {
        Time = new ManualTime(DateTimeOffset.FromUnixTimeMilliseconds(At(now)));
        _database = server ?? HubDatabase.FileConnection(_folder.File("urbangrid.db"));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging();
        services.AddIngest(new IngestOptions { DataDirectory = _folder.File("telemetry"), RegistryConnection = _database, TelemetryConnection = server });
        _ingest = services.BuildServiceProvider();
        Bins = new BinReader(Store, Registry);
        Work = new WorkDays(Store, Bins, Registry, Days, Time);
        Plans = new PlanStore(this, Time);
        Kept = new KeptDays(this);
        Shelf = new ResultShelf(Work, Time);
        Reports = new ReportDesk(Plans, Shelf, Kept, Days, Time);
    }

    public ManualTime Time { get; }
    public CityDays Days { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    public ITelemetryStore Store => _ingest.GetRequiredService<ITelemetryStore>();
    public DeviceRegistry Registry => _ingest.GetRequiredService<DeviceRegistry>();
    public BinReader Bins { get; }
    public WorkDays Work { get; }
    public PlanStore Plans { get; }
    public KeptDays Kept { get; }
    public ResultShelf Shelf { get; }
    public ReportDesk Reports { get; }

    /// <summary>With two vehicles.</summary>
    /// <param name="server">A PostgreSQL database; null for files.</param>
    /// <param name="now">What the clock shows: nine o'clock on Tuesday, when Monday's work is over.</param>
    public static async Task<WorkBench> StartAsync(string? server = null, string now = "33:00")
    {
        var bench = new WorkBench(server, now);
        await HubDatabase.MigrateAsync(bench, default);
        await bench.Registry.OpenAsync(default);
        foreach (var id in (string[])[Sweeper, Other])
        {
            await bench.Registry.CreateAsync(new Device { Id = id, Model = "vehicle-terminal", Name = new LocalName(id, id) }, default);
        }

        return bench;
    }

    public HubDb CreateDbContext() => new(DatabaseConnection.OptionsOf<HubDb>(_database, HubDb.HistoryTable));

    /// <summary>An hour of Monday's clocks, Unix ms; 25:00 is one o'clock on Tuesday.</summary>
    public long At(string hour)
    {
        var parts = hour.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToList();
        return Days.StartOf(Monday) + (((parts[0] * 3600L) + (parts[1] * 60) + (parts.Count > 2 ? parts[2] : 0)) * 1000);
    }

    /// <summary>A place in degrees, as GeoJSON writes it.</summary>
    public static double[] Place(double east, double north) =>
    [
        Corner.Lon + (east / (MetresOfDegree * Math.Cos(double.DegreesToRadians(Corner.Lat)))), Corner.Lat + (north / MetresOfDegree),
    ];

    /// <summary>A plan of a street of 200 m to the east, to be swept all day by the sweeper.</summary>
    public static WorkPlan Street(Func<WorkPlan, WorkPlan>? but = null)
    {
        var plan = new WorkPlan
        {
            Id = "street", Name = new LocalText("一条街", "A street"), Kind = "sweeping", Vehicles = new PlanVehicles([Sweeper], []), Days = [1, 2, 3, 4, 5],
            ValidFrom = new DateOnly(2026, 1, 1), ToleranceM = 25, MinKmh = 3, MaxKmh = 20, Routes = [Route("街", (0, 0), (200, 0))],
        };
        return but is null ? plan : but(plan);
    }

    public static PlanRoute Route(string name, params (double East, double North)[] points) =>
        new(new LocalText(name, name), null, [], [], [[.. points.Select(p => Place(p.East, p.North))]]);

    public static PlanStop Stop(string name, double east, double north, params string[] bins) =>
        new(new LocalText(name, name), $"{name}公司", Place(east, north)[0], Place(east, north)[1], bins);

    /// <summary>A vehicle drives straight, with a fix every so many metres.</summary>
    public async Task DriveAsync(
        (double East, double North) from, (double East, double North) to, string at = "08:00", double kmh = 10, double everyM = 10, double? working = null,
        string vehicle = Sweeper)
    {
        var length = Math.Sqrt(Math.Pow(to.East - from.East, 2) + Math.Pow(to.North - from.North, 2));
        var count = (int)Math.Round(length / everyM);
        await FixesAsync(vehicle, Enumerable.Range(0, count + 1).Select(n =>
        {
            var share = (double)n / count;
            return (At(at) + (long)(share * length / kmh * 3600), from.East + (share * (to.East - from.East)), from.North + (share * (to.North - from.North)), kmh);
        }), working);
    }

    /// <summary>A vehicle stands, with a fix every ten seconds.</summary>
    public Task StandAsync((double East, double North) place, string at, int seconds, string vehicle = Sweeper) => FixesAsync(
        vehicle, Enumerable.Range(0, (seconds / 10) + 1).Select(n => (At(at) + (n * 10_000L), place.East, place.North, 0.0)), null);

    public async Task FixesAsync(string vehicle, IEnumerable<(long At, double East, double North, double Kmh)> fixes, double? working)
    {
        var device = Registry.Find(vehicle)!;
        var observation = new Observation { Device = device };
        var attributes = working is { } says ? new Dictionary<string, double> { ["working"] = says } : [];
        observation.Positions.AddRange(fixes.Select(f => new PositionSample(
            f.At, AsSent(device, new GeoPoint(Place(f.East, f.North)[1], Place(f.East, f.North)[0])), f.Kmh, null, null, null, attributes)));
        await Store.AppendAsync([observation], default);
    }

    private static GeoPoint AsSent(Device device, GeoPoint place) => DeviceCoordinates.AreShifted(device) ? Gcj02.FromWgs84(place) : place;

    /// <summary>A vehicle reads a bin.</summary>
    public Task BinAsync(string tag, string at, double? kg = null, string vehicle = Sweeper) => EventAsync(
        kg is { } weight ? string.Create(CultureInfo.InvariantCulture, $$"""{"tag":"{{tag}}","weightKg":{{weight}}}""") : $$"""{"tag":"{{tag}}"}""", at, vehicle);

    public async Task EventAsync(string data, string at, string vehicle = Sweeper) =>
        await Store.AppendAsync([new Observation { Device = Registry.Find(vehicle)!, Event = new DeviceEvent(At(at), "bin", data) }], default);

    /// <summary>What came of a plan on Monday.</summary>
    public async Task<PlanDay> ResultAsync(WorkPlan plan) => (await Work.ComputeAsync([plan], Monday, default))[0];

    /// <summary>Metres of streets: in time, late, missed.</summary>
    public async Task<(int InTime, int Late, int Missed)> StreetsAsync(WorkPlan plan)
    {
        var streets = (await ResultAsync(plan)).Figures.Streets;
        return ((int)Math.Round(streets.InTime), (int)Math.Round(streets.Late), (int)Math.Round(streets.Missed));
    }

    public async ValueTask DisposeAsync()
    {
        Shelf.Dispose();
        await _ingest.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
