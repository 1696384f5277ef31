using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;
using Xunit.Abstractions;

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary>PUBACK means stored (DESIGN.md §3.1): the hub is killed while messages pour in.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Messages = 50_000;
    private const int Window = 200;
    private static readonly string[] Devices = ["mh-01", "mh-02", "mh-03", "mh-04", "mh-05", "mh-06", "mh-07", "mh-08"];

    [Fact]
    public async Task A_killed_hub_has_lost_no_acknowledged_message_and_stored_none_twice()
    {
        using var folder = new TempFolder();
        var (port, mqttPort) = (FreePort.Next(), FreePort.Next());
        var city = CityWithoutPeople(folder);
        var acknowledged = new ConcurrentDictionary<(string Device, long Ts), bool>();
        var began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (Messages / Devices.Length) - 1_000;

        await using (var hub = HubProcess.Start(folder.Path, port, mqttPort, city))
        {
            await hub.WaitReadyAsync(port);
            var token = ReadToken(folder);
            using var stop = new CancellationTokenSource();
            var publishing = Devices.Select((device, i) => PublishAllAsync(device, i, began, mqttPort, token, acknowledged, stop.Token)).ToList();
            await Eventually.GetAsync(() => Task.FromResult(acknowledged.Count >= Messages / 2 ? "half" : null), "half of the acknowledgements", TimeSpan.FromMinutes(3));
            await hub.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(publishing);
        }

        var atKill = acknowledged.Count;
        await using (var hub = HubProcess.Start(folder.Path, port, mqttPort, city))
        {
            await hub.WaitReadyAsync(port);
            var stored = ReadStored(folder);
            var lost = acknowledged.Keys.Count(key => !stored.ContainsKey(key));
            output.WriteLine($"after the kill: {atKill} acknowledged, {stored.Count} stored, {lost} lost, {stored.Values.Count(n => n > 1)} twice");
            Assert.Equal(0, lost);
            Assert.All(stored.Values, n => Assert.Equal(1, n));

            // The publishers send everything again, as clients do that never saw the acknowledgement.
            var token = ReadToken(folder);
            await Task.WhenAll(Devices.Select((device, i) => PublishAllAsync(device, i, began, mqttPort, token, acknowledged, default)));
        }

        var all = ReadStored(folder);
        output.WriteLine($"after sending all again: {acknowledged.Count} acknowledged, {all.Count} stored, {all.Values.Count(n => n > 1)} twice");
        Assert.Equal(Messages, all.Count);
        Assert.All(all.Values, n => Assert.Equal(1, n));
    }

    private static async Task PublishAllAsync(
        string device, int index, long began, int mqttPort, string token, ConcurrentDictionary<(string, long), bool> acknowledged, CancellationToken stop)
    {
        await using var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = mqttPort, ClientId = $"kill-{index}", UserName = DeviceSetup.EdgeAgent, Password = token },
            TimeProvider.System,
            NullLogger<MqttClient>.Instance);
        client.Start();
        await client.WaitConnectedAsync(CancellationToken.None);
        using var window = new SemaphoreSlim(Window);
        List<Task> pending = [];
        for (var n = 0; n < Messages / Devices.Length && !stop.IsCancellationRequested; n++)
        {
            await window.WaitAsync(CancellationToken.None);
            pending.Add(PublishOneAsync(client, device, began + n, acknowledged, window));
        }

        await Task.WhenAll(pending);
    }

    private static async Task PublishOneAsync(
        MqttClient client, string device, long ts, ConcurrentDictionary<(string, long), bool> acknowledged, SemaphoreSlim window)
    {
        try
        {
            var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{ts}}},"values":{"battery":{{{ts % 100}}}}}"""));
            if (await client.PublishAsync(DeviceTopic.Telemetry(device), payload, MqttQos.AtLeastOnce, false, default) == MqttReasonCode.Success)
            {
                acknowledged[(device, ts)] = true;
            }
        }
        catch (MqttNotConnectedException)
        {
            // The hub was killed; nobody promised anything for this one.
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>Nobody signs in here, and hashing passwords takes its time on purpose.</summary>
    private static string CityWithoutPeople(TempFolder folder)
    {
        var city = Directory.CreateDirectory(folder.File("city-folder")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("deploy", "sample-city")).Where(f => Path.GetFileName(f) != "users.csv"))
        {
            File.Copy(file, Path.Combine(city, Path.GetFileName(file)));
        }

        return city;
    }

    private static string ReadToken(TempFolder folder)
    {
        var json = File.ReadAllBytes(folder.File(FirstStart.CredentialsFile));
        return JsonSerializer.Deserialize<Credentials>(json, JsonSerializerOptions.Web)!.Devices.Single(d => d.Id == DeviceSetup.EdgeAgent).Token;
    }

    /// <summary>Reads the files of the store itself, past all of the hub's code.</summary>
    private static Dictionary<(string Device, long Ts), int> ReadStored(TempFolder folder)
    {
        Dictionary<(string, long), int> stored = [];
        foreach (var file in Directory.EnumerateFiles(folder.File("telemetry"), "*.db"))
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = StoredRows;
            try
            {
                using var rows = command.ExecuteReader();
                while (rows.Read())
                {
                    var key = (rows.GetString(0), rows.GetInt64(1));
                    stored[key] = stored.GetValueOrDefault(key) + 1;
                }
            }
            catch (SqliteException e) when (e.Message.Contains("no such table", StringComparison.Ordinal))
            {
                // The file of alarms and dead letters.
            }
        }

        return stored;
    }

    private const string StoredRows = "SELECT s.device, t.ts FROM telemetry t JOIN series s ON s.id = t.series WHERE s.metric = 'battery'";
}
