using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Gateway;

public sealed class ConnectionLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connections_are_known_after_a_restart()
    {
        await using (var host = await IngestHost.StartAsync(_folder))
        {
            await using var client = await host.ConnectAsync("m1", await host.AddAsync("m1", "generic"));
        }

        await using var again = await IngestHost.StartAsync(_folder);
        var log = await again.Get<ConnectionLog>().ReadAsync("m1", null, 10, default);
        Assert.Equal([ConnectionEventKind.Disconnected, ConnectionEventKind.Connected], log.Select(e => e.Kind));
        Assert.StartsWith("127.0.0.1", log[0].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_of_a_device_are_kept_and_pages_follow_each_other()
    {
        await using var host = await IngestHost.StartAsync(_folder);
        var log = host.Get<ConnectionLog>();
        log.Add(Event("other", 0));
        for (var i = 1; i <= 1_000; i++)
        {
            log.Add(Event("m1", i));
        }

        var first = await log.PageAsync("m1", null, 150, default);
        var second = await log.PageAsync("m1", first[^1].Number, 1_000, default);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => 1_000L - i), first.Concat(second).Select(l => l.Event.At));
        Assert.Single(await log.ReadAsync("other", null, 10, default));
    }

    [Fact]
    public async Task What_strangers_call_themselves_is_cut_to_size()
    {
        await using var host = await IngestHost.StartAsync(_folder);
        var log = host.Get<ConnectionLog>();
        log.Add(Event(new string('x', 60_000), 1) with { ClientId = "a\0b" });
        var line = Assert.Single(await log.ReadAsync(null, null, 10, default));
        Assert.Equal((128, "a?b"), (line.DeviceId.Length, line.ClientId));
    }

    private static ConnectionEvent Event(string device, long at) => new(at, device, "c", null, ConnectionEventKind.Connected, "accepted");
}
