using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Storage;

public sealed class DiskFullTests : IDisposable
{
    private readonly TempFolder _registry = new();

    public void Dispose() => _registry.Dispose();

    [SkippableFact]
    public async Task On_a_full_disk_nothing_is_acknowledged_health_says_so_and_it_goes_on_by_itself_when_there_is_room()
    {
        using var disk = new SmallDisk(16);
        await using var host = await IngestHost.StartAsync(_registry, adjust: o => o with { DataDirectory = Path.Combine(disk.Path, "telemetry") });
        await using var client = await host.ConnectAsync("m1", await host.AddAsync("m1", "generic"));
        await PublishAsync(client, 0).WaitAsync(TimeSpan.FromSeconds(60));

        disk.Fill();
        var waiting = Enumerable.Range(1, 40).Select(i => PublishAsync(client, i)).ToArray();
        await Eventually.True(() => host.Get<StoreHealth>().Problem is not null, "health says that the store cannot commit");
        Assert.Contains("full", host.Get<StoreHealth>().Problem, StringComparison.Ordinal);
        var acknowledged = waiting.Count(w => w.IsCompletedSuccessfully);
        Assert.True(acknowledged * ValuesOfOne <= await StoredAsync(host), "what was acknowledged is stored");
        Assert.True(acknowledged < waiting.Length, "not everything found room");

        disk.Free();
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Null(host.Get<StoreHealth>().Problem);
        Assert.Equal(41 * ValuesOfOne, await StoredAsync(host));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(disk.Path, "telemetry"), "*.db"))
        {
            Assert.Equal("ok", await CheckAsync(file));
        }
    }

    private const int ValuesOfOne = 500;

    private static readonly long Begin = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 86_400_000;

    private static Task<MqttReasonCode> PublishAsync(MqttClient client, int number)
    {
        var values = Enumerable.Range(0, ValuesOfOne)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{Begin + (number * ValuesOfOne) + i}}},"values":{"x":{{{i}}}.5}}"""));
        return client.PublishAsync(
            "urbangrid/v1/m1/telemetry", Encoding.UTF8.GetBytes($"[{string.Join(',', values)}]"), MqttQos.AtLeastOnce, false, default);
    }

    private static async Task<long> StoredAsync(IngestHost host) =>
        (await host.Store.QueryAsync(new SeriesQuery("m1", "x", 0, long.MaxValue / 2, 86_400_000), default)).Sum(p => p.Count);

    private static async Task<string?> CheckAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string?)await command.ExecuteScalarAsync();
    }
}
