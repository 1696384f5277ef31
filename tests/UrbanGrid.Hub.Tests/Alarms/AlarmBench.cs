using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace UrbanGrid.Hub.Tests.Alarms;

/// <summary>The alarm register on a real database and a real device registry, with a clock and a casework that obey the test.</summary>
internal sealed class AlarmBench : IDbContextFactory<HubDb>, IAsyncDisposable
{
    public const string Cover = "component/0123";
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _ingest;

    private AlarmBench()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging();
        services.AddIngest(new IngestOptions { DataDirectory = _folder.Path, RegistryConnection = $"Data Source={_folder.File("urbangrid.db")}" });
        _ingest = services.BuildServiceProvider();
        Maintenance = new MaintenanceBook(this, Devices, Time);
        Suppression = new AlarmSuppression(
            Maintenance,
            (alarm, _) => ValueTask.FromResult(OpenCases.GetValueOrDefault(alarm.DeviceId)),
            (_, _) => ValueTask.FromResult<Suppression?>(null));
        Pictures = new KeptPictures(new EvidenceStore(_folder.File("evidence")));
        Register = new AlarmRegister(this, Suppression, Pictures, Devices, Time);
        List = new AlarmList(this, Devices);
    }

    public ManualTime Time { get; } = new();
    public DeviceRegistry Devices => _ingest.GetRequiredService<DeviceRegistry>();
    public Dictionary<string, string> OpenCases { get; } = [];
    public MaintenanceBook Maintenance { get; }
    public AlarmSuppression Suppression { get; }
    public KeptPictures Pictures { get; }
    public AlarmRegister Register { get; }
    public AlarmList List { get; }
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<AlarmBench> StartAsync()
    {
        var bench = new AlarmBench();
        await HubDatabase.MigrateAsync(bench, default);
        await bench.Devices.OpenAsync(default);
        await bench.AddAsync("mh-1", "manhole-cover", "RG-1");
        await bench.AddAsync("mh-2", "manhole-cover", "RG-2");
        await bench.AddAsync("lamp-1", "lamp-controller", "RG-1");
        return bench;
    }

    public HubDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDatabase.Configure(options, HubDatabase.FileConnection(_folder.File("urbangrid.db")));
        return new HubDb(options.Options);
    }

    public Task AddAsync(string id, string model, string? grid) => Devices.CreateAsync(
        new Device { Id = id, Model = model, Name = new LocalName($"设备 {id}", $"Device {id}"), GridCode = grid }, default);

    public Alarm Alarm(string device, string rule = "tilt", AlarmSeverity severity = AlarmSeverity.Major, IReadOnlyList<string>? members = null) => new()
    {
        Id = $"{device}:{rule}:{Now}",
        DeviceId = device,
        Rule = rule,
        Severity = severity,
        StartedAt = Now - 30_000,
        RaisedAt = Now,
        Category = Cover,
        Readings = [new AlarmReading(rule, 25, 10, "°")],
        Members = members ?? [],
    };

    public Task<AlarmRecord> TakeAsync(Alarm alarm) => Register.TakeAsync(alarm, default);

    public Task<AlarmRecord> ClearAsync(Alarm alarm) => Register.TakeAsync(alarm with { ClearedAt = Now }, default);

    public async Task<IReadOnlyList<string>> IdsAsync(AlarmQuery query) => [.. (await List.ReadAsync(query, default)).Select(a => a.Id)];

    public Task<MaintenanceWindow> MaintainAsync(TimeSpan length, IReadOnlyList<string>? devices = null, string? model = null, string? grid = null) =>
        Maintenance.AddAsync(new MaintenanceOrder(devices ?? [], model, grid, Now, Now + (long)length.TotalMilliseconds, "换井盖"), "赵派", default);

    /// <summary>How the database carries a query out, one line a step.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(AlarmQuery query)
    {
        await using var db = CreateDbContext();
        await db.Database.OpenConnectionAsync();
        await using var command = List.Matching(db, query).Take(query.Limit + 1).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> steps = [];
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
