using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Devices;

public sealed class DeviceRegistryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_device_comes_back_after_a_restart_as_it_was_registered()
    {
        string token;
        await using (var host = await IngestHost.StartAsync(_folder))
        {
            token = (await host.Registry.CreateAsync(
                new Device
                {
                    Id = "m1", Model = "manhole-cover", Name = new LocalName("井盖一号", "Cover 1"), Place = new GeoPoint(39.9, 116.4), GridCode = "110101-01",
                    ComponentCode = "1101010101030001", Gateway = "edge-1",
                    Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{"background.tilt":1.5,"category":"component/0103"}""")!,
                },
                default)).Token;
        }

        await using var again = await IngestHost.StartAsync(_folder);
        var device = again.Registry.Find("m1")!;
        Assert.Equal(("井盖一号", new GeoPoint(39.9, 116.4), "110101-01", "edge-1"), (device.Name.Zh, device.Place!.Value, device.GridCode, device.Gateway));
        Assert.Equal((1.5, "component/0103"), (device.Number("background.tilt"), device.Text("category")));
        Assert.True(again.Registry.TokenMatches("m1", Encoding.UTF8.GetBytes(token)));
        Assert.Equal(DeviceHealth.Unknown, again.Board.Find("m1")!.Health);
    }

    [Fact]
    public async Task The_token_itself_is_nowhere_in_the_database()
    {
        string token;
        await using (var host = await IngestHost.StartAsync(_folder))
        {
            token = await host.AddAsync("m1", "generic");
        }

        Assert.Equal(43, token.Length);
        Assert.False((await File.ReadAllBytesAsync(_folder.File("app.db"))).AsSpan().IndexOf(Encoding.UTF8.GetBytes(token)) >= 0);
    }

    [Theory]
    [InlineData("a b", "generic", "letters, digits")]
    [InlineData("m1", "toaster", "manhole-cover")]
    [InlineData("hub", "generic", "choose another")]
    [InlineData("taken", "generic", "exists already")]
    public async Task A_refused_device_is_told_what_to_change(string id, string model, string hint)
    {
        await using var host = await IngestHost.StartAsync(_folder);
        await host.AddAsync("taken", "generic");
        var refusal = await Assert.ThrowsAsync<DeviceRefusedException>(() => host.AddAsync(id, model));
        Assert.Contains(hint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registry_shares_a_database_file_with_others()
    {
        await using (var other = new SqliteConnection($"Data Source={_folder.File("app.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE cases(id INTEGER PRIMARY KEY); CREATE TABLE __EFMigrationsHistory(MigrationId TEXT PRIMARY KEY, ProductVersion TEXT);";
            await command.ExecuteNonQueryAsync();
        }

        await using var host = await IngestHost.StartAsync(_folder);
        await host.AddAsync("m1", "generic");
        Assert.Single(host.Registry.List());
    }

    [SkippableFact]
    public async Task What_another_hub_changed_is_taken_over_and_an_id_it_took_is_refused()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        using var elsewhere = new TempFolder();
        await using var here = await IngestHost.StartAsync(_folder, adjust: o => o with { RegistryConnection = database });
        await using var there = await IngestHost.StartAsync(elsewhere, adjust: o => o with { RegistryConnection = database });
        await here.AddAsync("stays", "generic");
        await here.AddAsync("goes", "generic");
        var token = await here.AddAsync("renewed", "generic");
        await there.Registry.RefreshAsync(null, default);
        Assert.Equal(["goes", "renewed", "stays"], there.Registry.List().Select(d => d.Id));

        await here.Registry.SetEnabledAsync("stays", false, default);
        await here.Registry.DeleteAsync("goes", default);
        await here.Registry.RotateTokenAsync("renewed", default);
        await here.AddAsync("taken", "generic");

        Assert.Contains("exists already", (await Assert.ThrowsAsync<DeviceRefusedException>(() => there.AddAsync("taken", "generic"))).Message, StringComparison.Ordinal);
        Assert.Empty(await there.Registry.RefreshAsync("goes", default));
        Assert.Null(there.Registry.Find("goes"));
        Assert.Equal(["renewed"], await there.Registry.RefreshAsync(null, default));
        Assert.False(there.Registry.TokenMatches("renewed", Encoding.UTF8.GetBytes(token)));
        Assert.False(there.Registry.Find("stays")!.Enabled);
    }

    [Fact]
    public async Task A_list_comes_in_pages_by_id()
    {
        await using var host = await IngestHost.StartAsync(_folder);
        foreach (var id in (string[])["c", "a", "b"])
        {
            await host.AddAsync(id, "generic");
        }

        Assert.Equal(["a", "b"], host.Registry.List(limit: 2).Select(d => d.Id));
        Assert.Equal(["c"], host.Registry.List(after: "b", limit: 2).Select(d => d.Id));
    }

    [Fact]
    public async Task Many_devices_are_taken_over_together_or_not_at_all()
    {
        await using var host = await IngestHost.StartAsync(_folder);
        await host.AddAsync("old", "generic");
        Device Named(string id, string model) => new() { Id = id, Model = model, Name = new LocalName("新", "new") };

        await Assert.ThrowsAsync<DeviceRefusedException>(() => host.Registry.ApplyAsync([Named("a", "generic"), Named("old", "generic")], [], default));
        Assert.Null(host.Registry.Find("a"));

        var issued = await host.Registry.ApplyAsync([Named("b", "generic"), Named("a", "camera")], [Named("old", "camera")], default);
        Assert.Equal(["b", "a"], issued.Select(i => i.Device.Id));
        Assert.All(issued, i => Assert.Equal(i.Device.Id, host.Registry.FindByToken(Encoding.UTF8.GetBytes(i.Token))?.Id));
        Assert.Equal(["a", "b", "old"], host.Registry.All.Select(d => d.Id));
        Assert.Equal("camera", host.Registry.Find("old")!.Model);
        Assert.True(issued[0].Device.CreatedAt > 0);
    }

    [Fact]
    public async Task A_deleted_device_is_gone_with_its_token_its_twin_and_its_alarms()
    {
        await using var host = await IngestHost.StartAsync(_folder);
        var token = await host.AddAsync("m1", "generic");
        await using var client = await host.ConnectAsync("m1", token);
        await host.ReportAsync("m1", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), "x", 1);

        Assert.True(await host.Registry.DeleteAsync("m1", default));
        Assert.False(await host.Registry.DeleteAsync("m1", default));

        Assert.Null(host.Registry.FindByToken(Encoding.UTF8.GetBytes(token)));
        Assert.Empty(host.Registry.All);
        await Eventually.True(() => host.Board.Find("m1") is null && !client.IsConnected, "twin and connection are gone");
    }

    [Fact]
    public async Task A_token_is_found_by_its_hash_and_a_rotated_one_is_not()
    {
        await using var host = await IngestHost.StartAsync(_folder);
        var old = Encoding.UTF8.GetBytes(await host.AddAsync("m1", "generic"));
        Assert.Equal("m1", host.Registry.FindByToken(old)?.Id);
        var fresh = Encoding.UTF8.GetBytes(await host.Registry.RotateTokenAsync("m1", default));
        Assert.Null(host.Registry.FindByToken(old));
        Assert.Equal("m1", host.Registry.FindByToken(fresh)?.Id);
    }

    [Fact]
    public void Models_of_the_operators_folder_win()
    {
        File.WriteAllText(_folder.File("generic.json"), """{"key":"generic","name":{"zh":"我的","en":"Mine"},"reportPeriodS":5}""");
        var models = DeviceModels.Load(_folder.Path);
        Assert.Equal("Mine", models.Find("generic")!.Name.En);
        Assert.NotNull(models.Find("manhole-cover"));
    }

    [Fact]
    public void A_model_file_that_cannot_be_read_is_named()
    {
        File.WriteAllText(_folder.File("mine.json"), """{"key":"mine","name":{"zh":"x","en":"x"},"reportPeriod":5}""");
        Assert.Contains("mine.json", Assert.Throws<InvalidDataException>(() => DeviceModels.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("captured_frames")]
    [InlineData("camera_restarts")]
    [InlineData("spool_telemetry_bytes")]
    [InlineData("refused")]
    public void The_counters_of_an_edge_agent_have_names(string metric)
    {
        var known = DeviceModels.Load(null).Find("edge-agent")!.FindMetric(metric)!;
        Assert.NotEqual(known.Key, known.Name.Zh);
        Assert.NotEqual(known.Key, known.Name.En);
    }
}
