using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Store;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Incidents;

/// <summary>An incident book on a real database, with a street of devices around it.</summary>
internal sealed class IncidentBench : IDbContextFactory<HubDb>, IAsyncDisposable
{
    public const string Garbage = "event/0110";
    public const string Cover = "component/0103";
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, DevicePlace> _places = new()
    {
        ["cover-1"] = new(new GeoPoint(31.2300, 121.4700), "310101001001001", "3101010103000001"),
        ["cover-1b"] = new(new GeoPoint(31.2300, 121.4700), "310101001001001", "3101010103000001"),
        ["cover-2"] = new(new GeoPoint(31.2301, 121.4700), "310101001001001", "3101010103000002"),
        ["loose-1"] = new(new GeoPoint(31.2400, 121.4700), null, null),
        ["loose-30m"] = new(new GeoPoint(31.24027, 121.4700), null, null),
        ["loose-100m"] = new(new GeoPoint(31.2409, 121.4700), null, null),
        ["camera-1"] = new(new GeoPoint(31.2500, 121.4700), "310101001001002", null),
        ["camera-2"] = new(new GeoPoint(31.2501, 121.4700), "310101001001002", null),
        ["camera-by-cover"] = new(new GeoPoint(31.2302, 121.4700), "310101001001001", null),
    };

    private readonly string _connection;

    private IncidentBench(string? database)
    {
        _connection = database ?? HubDatabase.FileConnection(_folder.File("urbangrid.db"));
        Evidence = new EvidenceStore(_folder.File("evidence"));
    }

    public ManualTime Time { get; } = new();
    public EvidenceStore Evidence { get; }
    public HashSet<string> OpenCases { get; } = [];
    public List<Incident> Told { get; } = [];
    public IncidentBook Book { get; private set; } = null!;
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="database">A PostgreSQL database; null for a file.</param>
    public static async Task<IncidentBench> StartAsync(string? database = null)
    {
        var bench = new IncidentBench(database);
        await HubDatabase.MigrateAsync(bench, default);
        bench.Restart();
        return bench;
    }

    /// <summary>A new book on the same database, as after a restart of the hub.</summary>
    public void Restart() => Book = OpenBook();

    /// <summary>The book of one more hub on the same database.</summary>
    public IncidentBook OpenBook() => new(
        this,
        Evidence,
        (alarm, _) => ValueTask.FromResult(alarm.Place is { } there
            ? new DevicePlace(there, null, null)
            : _places.GetValueOrDefault(alarm.DeviceId) ?? new DevicePlace(null, null, null)),
        (number, _) => ValueTask.FromResult(OpenCases.Contains(number)),
        (incident, _) =>
        {
            lock (Told)
            {
                Told.Add(incident);
            }

            return ValueTask.CompletedTask;
        },
        Time);

    public HubDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDatabase.Configure(options, _connection);
        // One query for several lists multiplies their rows.
        options.ConfigureWarnings(warnings => warnings.Throw(RelationalEventId.MultipleCollectionIncludeWarning));
        return new HubDb(options.Options);
    }

    public Alarm Sensor(string device, string category = Cover, string rule = "tilt", AlarmSeverity severity = AlarmSeverity.Major) => new()
    {
        Id = $"{device}:{rule}:{Now}",
        DeviceId = device,
        Rule = rule,
        Severity = severity,
        StartedAt = Now - 30_000,
        RaisedAt = Now,
        Category = category,
        Readings = [new AlarmReading(rule, 25, 10, "°")],
    };

    public Alarm Camera(string device, PictureBox box, string category = Garbage, string zone = "kerb", int number = 0) => new()
    {
        Id = $"{device}:left_object:{Now}:{number}",
        DeviceId = device,
        Rule = "left_object",
        Severity = AlarmSeverity.Major,
        StartedAt = Now - 60_000,
        RaisedAt = Now,
        Category = category,
        Score = 0.8,
        Zone = zone,
        Box = box,
        Pictures = [new AlarmPicture(PictureMoment.Detection, Now, new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 })],
    };

    public async Task<Incident> RaiseAsync(Alarm alarm)
    {
        await Book.TakeAsync(alarm, default);
        return Told[^1];
    }

    public Task ClearAsync(Alarm alarm) => Book.TakeAsync(alarm with { ClearedAt = Now, Pictures = [] }, default);

    public Task<IReadOnlyList<Incident>> AllAsync() => Book.ListAsync([], 0, 100, default);

    public Task ConfirmAsync(long id, string caseNumber)
    {
        OpenCases.Add(caseNumber);
        return Book.DecideAsync(
            id,
            (incident, _) =>
            {
                (incident.State, incident.CaseNumber, incident.DecidedBy) = (IncidentState.Confirmed, caseNumber, "李受理");
                return Task.CompletedTask;
            },
            default);
    }

    public Task RejectAsync(long id) => Book.DecideAsync(
        id,
        (incident, _) =>
        {
            (incident.State, incident.Reason, incident.DecidedBy) = (IncidentState.Rejected, "reflection", "李受理");
            return Task.CompletedTask;
        },
        default);

    public ValueTask DisposeAsync()
    {
        Book.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
