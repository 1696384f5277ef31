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

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary>Eight connections that publish as fast as they may, and remember what was acknowledged.</summary>
internal sealed class Burst(TempFolder folder, int mqttPort, int messages)
{
    private const int Window = 200;
    private const string StoredRows = "SELECT s.device, t.ts FROM telemetry t JOIN series s ON s.id = t.series WHERE s.metric = 'battery'";
    private static readonly string[] Devices = ["mh-01", "mh-02", "mh-03", "mh-04", "mh-05", "mh-06", "mh-07", "mh-08"];
    private readonly long _began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (messages / Devices.Length) - 1_000;

    public ConcurrentDictionary<(string Device, long Ts), bool> Acknowledged { get; } = new();

    /// <summary>Publishes everything, or until told to stop.</summary>
    public Task PublishAsync(CancellationToken stop)
    {
        var token = ReadToken(folder);
        return Task.WhenAll(Devices.Select((device, i) => PublishAllAsync(device, i, token, stop)));
    }

    public Task WaitForHalfAsync() => Eventually.GetAsync(
        () => Task.FromResult(Acknowledged.Count >= messages / 2 ? "half" : null), "half of the acknowledgements", TimeSpan.FromMinutes(3));

    private async Task PublishAllAsync(string device, int index, string token, CancellationToken stop)
    {
        await using var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = mqttPort, ClientId = $"burst-{index}", UserName = DeviceSetup.EdgeAgent, Password = token },
            TimeProvider.System,
            NullLogger<MqttClient>.Instance);
        client.Start();
        await client.WaitConnectedAsync(CancellationToken.None);
        using var window = new SemaphoreSlim(Window);
        List<Task> pending = [];
        for (var n = 0; n < messages / Devices.Length && !stop.IsCancellationRequested; n++)
        {
            await window.WaitAsync(CancellationToken.None);
            pending.Add(PublishOneAsync(client, device, _began + n, window));
        }

        await Task.WhenAll(pending);
    }

    private async Task PublishOneAsync(MqttClient client, string device, long ts, SemaphoreSlim window)
    {
        try
        {
            var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{ts}}},"values":{"battery":{{{ts % 100}}}}}"""));
            if (await client.PublishAsync(DeviceTopic.Telemetry(device), payload, MqttQos.AtLeastOnce, false, default) == MqttReasonCode.Success)
            {
                Acknowledged[(device, ts)] = true;
            }
        }
        catch (MqttNotConnectedException)
        {
            // The hub is gone; nobody promised anything for this one.
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>Nobody signs in here, and hashing passwords takes its time on purpose.</summary>
    public static string CityWithoutPeople(TempFolder folder)
    {
        var city = Directory.CreateDirectory(folder.File("city-folder")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("deploy", "sample-city")).Where(f => Path.GetFileName(f) != "users.csv"))
        {
            File.Copy(file, Path.Combine(city, Path.GetFileName(file)));
        }

        return city;
    }

    /// <summary>Token of the sample city's edge agent.</summary>
    public static string ReadToken(TempFolder folder)
    {
        var json = File.ReadAllBytes(folder.File(FirstStart.CredentialsFile));
        return JsonSerializer.Deserialize<Credentials>(json, JsonSerializerOptions.Web)!.Devices.Single(d => d.Id == DeviceSetup.EdgeAgent).Token;
    }

    public Dictionary<(string Device, long Ts), int> ReadStored() => ReadStored(folder);

    /// <summary>Reads the files of a store, past all of the hub's code.</summary>
    public static Dictionary<(string Device, long Ts), int> ReadStored(TempFolder folder)
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
}
