using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Commands;

/// <summary>
/// The command desk on a real database, with a clock that obeys the test and a link that keeps what it is given: what the
/// desk does over hours cannot wait for a socket.
/// </summary>
internal sealed class CommandBench : IDbContextFactory<HubDb>, ICommandLink, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _ingest;

    private CommandBench()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging();
        services.AddIngest(new IngestOptions { DataDirectory = _folder.Path, RegistryConnection = $"Data Source={_folder.File("urbangrid.db")}" });
        _ingest = services.BuildServiceProvider();
        Book = new CommandBook(this);
        Restart();
    }

    public ManualTime Time { get; } = new();
    public DeviceRegistry Devices => _ingest.GetRequiredService<DeviceRegistry>();
    public CommandBook Book { get; }
    public CommandDesk Desk { get; private set; } = null!;
    public List<OutgoingCommand> Sent { get; } = [];
    public long? Listening { get; set; }
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<CommandBench> StartAsync()
    {
        var bench = new CommandBench();
        await HubDatabase.MigrateAsync(bench, default);
        await bench.Devices.OpenAsync(default);
        await bench.Devices.CreateAsync(new Device { Id = "lamp-1", Model = "lamp-controller", Name = new LocalName("路灯", "Lamp") }, default);
        return bench;
    }

    /// <summary>A new desk on the same database, as after a restart of the hub.</summary>
    public void Restart() => Desk = new CommandDesk(
        Book, new DeviceCommands([this], new Lazy<TakeReply>(() => (_, _) => ValueTask.CompletedTask)), Devices,
        _ingest.GetRequiredService<DeviceModels>(), new CommandFeed(new ChangeFeed()), Time, NullLogger<CommandDesk>.Instance);

    /// <summary>Orders a lamp to burn.</summary>
    public Task<CommandRecord> OrderAsync(double timeoutS = 30, int retries = 2) => Desk.SendAsync(
        "lamp-1",
        new NewCommand("switch", JsonSerializer.SerializeToElement(new { on = true }), timeoutS, retries),
        new Caller { User = "dispatcher1", DisplayName = new LocalText("孙派", "Sun Pai"), Roles = [RoleKey.Dispatcher] },
        default);

    /// <summary>Lets time pass, and the desk look as often as its timer would.</summary>
    public async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Desk.LookAsync(default);
        }
    }

    public ValueTask ReplyAsync(CommandRecord command, bool ok = true, object? result = null, string device = "lamp-1") =>
        Desk.TakeAsync(new CommandReply(device, command.Id, ok, result is null ? null : JsonSerializer.SerializeToElement(result)), default);

    public async Task<CommandRecord> ReadAsync(CommandRecord command) => (await Book.FindAsync(command.Id, default))!;

    public long? ListensSince(OutgoingCommand command) => Listening;

    public ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken)
    {
        Sent.Add(command);
        return ValueTask.CompletedTask;
    }

    public HubDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDatabase.Configure(options, HubDatabase.FileConnection(_folder.File("urbangrid.db")));
        return new HubDb(options.Options);
    }

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
