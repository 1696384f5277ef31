using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Ingest.Brokers;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.Peers.Tests;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Brokers;

/// <summary>The hub reads from somebody else's broker: Debian's mosquitto.</summary>
public sealed class ExternalBrokerTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task What_a_device_tells_the_broker_is_stored()
    {
        await using var broker = await StartBrokerAsync();
        await using var hub = await StartHubAsync(broker, "hub-1");
        await using var device = await ConnectAsync(broker, "device");

        await ReportAsync(device, "m1", 1, 7);

        await Eventually.TrueAsync(async () => (await StoredAsync(hub, "m1")).Count == 1, "the value is stored");
        await Eventually.True(() => hub.Board.Find("m1")?.Values.TryGetValue("x", out var last) == true && last.Value == 7, "the twin knows it");
    }

    [SkippableFact]
    public async Task Nothing_is_acknowledged_to_the_broker_before_it_is_stored_and_a_hub_that_dies_gets_it_again()
    {
        var disk = new StubbornStore();
        await using var broker = await StartBrokerAsync();
        await using var device = await ConnectAsync(broker, "device");
        await using (var dying = await StartHubAsync(broker, "hub-1", services: s => s.AddSingleton<ITelemetryStore>(p => disk.Over(p))))
        {
            for (var i = 0; i < 30; i++)
            {
                await ReportAsync(device, "m1", i, i);
            }

            await Eventually.True(() => disk.Refused > 1, "the store refused");
            // As if it were killed: the broker sees the client go without a word.
            await dying.Get<BrokerLink>().DisposeAsync();
        }

        await using var back = await StartHubAsync(broker, "hub-1");

        await Eventually.TrueAsync(async () => (await StoredAsync(back, "m1")).Count == 30, "all of it is stored");
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (double)i), (await StoredAsync(back, "m1")).Select(p => p.Value));
    }

    [SkippableFact]
    public async Task Two_hubs_of_a_group_share_the_load()
    {
        await using var broker = await StartBrokerAsync();
        using var otherFolder = new TempFolder();
        await using var first = await StartHubAsync(broker, "hub-1");
        await using var second = await StartHubAsync(broker, "hub-2", folder: otherFolder);
        await using var device = await ConnectAsync(broker, "device");

        for (var i = 0; i < 200; i++)
        {
            await ReportAsync(device, "m1", i, i);
        }

        await Eventually.TrueAsync(
            async () => (await StoredAsync(first, "m1")).Count + (await StoredAsync(second, "m1")).Count == 200, "all of it is stored");
        var (here, there) = (await StoredAsync(first, "m1"), await StoredAsync(second, "m1"));
        Assert.Empty(here.Select(p => p.Timestamp).Intersect(there.Select(p => p.Timestamp)));
        Assert.InRange(here.Count, 50, 150);
    }

    [SkippableFact]
    public async Task Hubs_of_different_groups_each_get_everything()
    {
        await using var broker = await StartBrokerAsync();
        using var otherFolder = new TempFolder();
        await using var first = await StartHubAsync(broker, "hub-1");
        await using var second = await StartHubAsync(broker, "hub-2", o => o with { Group = "others" }, otherFolder);
        await using var device = await ConnectAsync(broker, "device");

        for (var i = 0; i < 20; i++)
        {
            await ReportAsync(device, "m1", i, i);
        }

        await Eventually.TrueAsync(async () => (await StoredAsync(first, "m1")).Count == 20, "the first has all");
        await Eventually.TrueAsync(async () => (await StoredAsync(second, "m1")).Count == 20, "the second has all");
    }

    [SkippableFact]
    public async Task A_broker_that_restarts_is_found_again_and_read_on()
    {
        await using var broker = await StartBrokerAsync();
        await using var hub = await StartHubAsync(broker, "hub-1");
        await using var device = await ConnectAsync(broker, "device");
        await ReportAsync(device, "m1", 0, 0);
        await Eventually.TrueAsync(async () => (await StoredAsync(hub, "m1")).Count == 1, "the value is stored");

        await broker.StopAsync();
        await Eventually.True(() => !hub.Get<BrokerLink>().IsConnected, "the loss is seen");
        Assert.Contains("cannot be reached", hub.Get<BrokerLink>().Problem, StringComparison.Ordinal);
        await broker.StartAsync();
        await device.WaitConnectedAsync(default).WaitAsync(s_limit);
        await Eventually.True(() => hub.Get<BrokerLink>().IsReading, "the hub reads again");
        await ReportAsync(device, "m1", 1, 1);

        await Eventually.TrueAsync(async () => (await StoredAsync(hub, "m1")).Count == 2, "both values are stored");
        Assert.Null(hub.Get<BrokerLink>().Problem);
    }

    [SkippableFact]
    public async Task Bad_payloads_and_strangers_are_set_aside_and_stop_nothing()
    {
        await using var broker = await StartBrokerAsync();
        await using var hub = await StartHubAsync(broker, "hub-1", o => o with { MaxUnacknowledged = 2 });
        await using var device = await ConnectAsync(broker, "device");

        for (var i = 0; i < 5; i++)
        {
            await PublishAsync(device, "urbangrid/v1/m1/telemetry", "{not json");
            await PublishAsync(device, "urbangrid/v1/stranger/telemetry", """{"values":{"x":1}}""");
            await PublishAsync(device, "urbangrid/v1/m1/nonsense", "x");
            await PublishAsync(device, "urbangrid/v1/hub/incident", "{}");
        }

        await ReportAsync(device, "m1", 1, 7);

        // With two messages in flight it comes only after all before it were acknowledged.
        await Eventually.TrueAsync(async () => (await StoredAsync(hub, "m1")).Count == 1, "the good one is stored");
        var letters = await hub.Store.DeadLettersAsync(null, 100, default);
        Assert.Equal(5, letters.Count(l => l is { DeviceId: "stranger", Reason: "unknown_device" }));
        Assert.Equal(5, letters.Count(l => l is { DeviceId: "m1", Reason: "bad_json" }));
        Assert.Equal(5, letters.Count(l => l is { DeviceId: "m1", Reason: "unknown_topic" }));
    }

    [SkippableFact]
    public async Task What_the_broker_delivers_twice_is_stored_once()
    {
        await using var broker = await StartBrokerAsync();
        await using var hub = await StartHubAsync(broker, "hub-1");
        await using var device = await ConnectAsync(broker, "device");

        for (var repeat = 0; repeat < 3; repeat++)
        {
            await ReportAsync(device, "m1", 5, 7);
        }

        await ReportAsync(device, "m1", 6, 8);

        await Eventually.TrueAsync(async () => (await StoredAsync(hub, "m1")).Count == 2, "each value is stored once");
    }

    [SkippableFact]
    public async Task An_order_reaches_a_device_of_the_broker_and_its_answer_the_hub_that_waits()
    {
        await using var broker = await StartBrokerAsync();
        using var otherFolder = new TempFolder();
        var replies = Channel.CreateBounded<CommandReply>(16);
        await using var hub = await StartHubAsync(
            broker, "hub-1", services: s => s.AddSingleton<TakeReply>((reply, ct) => replies.Writer.WriteAsync(reply, ct)));
        await using var other = await StartHubAsync(broker, "hub-2", folder: otherFolder);
        await using var device = await ConnectAsync(broker, "device");
        await device.SubscribeAsync(
            "urbangrid/v1/m1/command/+", MqttQos.AtLeastOnce,
            async (order, ct) =>
            {
                var id = JsonDocument.Parse(order.Payload).RootElement.GetProperty("id").GetString();
                await device.PublishAsync($"urbangrid/v1/m1/reply/{id}", """{"ok":true}"""u8.ToArray(), MqttQos.AtLeastOnce, false, ct);
            },
            default);

        // Either hub of the group is given an answer first; the one that asked hears it each time.
        for (var i = 0; i < 4; i++)
        {
            var command = new OutgoingCommand($"order-{i}", "m1", "picture", null, DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds());
            Assert.True(await hub.Get<DeviceCommands>().SendAsync(command, default));
            CommandReply reply;
            do
            {
                reply = await replies.Reader.ReadAsync().AsTask().WaitAsync(s_limit);
            }
            while (reply.CommandId != command.Id);

            Assert.True(reply.Ok);
        }
    }

    [SkippableFact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        await using var broker = await StartBrokerAsync();
        await using var hub = await IngestHost.StartAsync(_folder, adjust: o => o with
        {
            Broker = new ExternalBroker { Host = "127.0.0.1", Port = broker.Port, UserName = "edge", Password = "wrong-one" },
        });

        await Eventually.True(() => hub.Get<BrokerLink>().Problem?.Contains("refuses", StringComparison.Ordinal) == true, "the refusal is told");

        Assert.DoesNotContain("wrong-one", hub.Get<BrokerLink>().Problem + hub.Get<IngestOptions>(), StringComparison.Ordinal);
    }

    private static async Task<MosquittoBroker> StartBrokerAsync()
    {
        var broker = new MosquittoBroker(persistent: true);
        await broker.StartAsync();
        return broker;
    }

    private async Task<IngestHost> StartHubAsync(
        MosquittoBroker broker, string clientId, Func<ExternalBroker, ExternalBroker>? change = null, TempFolder? folder = null,
        Action<IServiceCollection>? services = null)
    {
        var options = new ExternalBroker
        {
            Host = "127.0.0.1", Port = broker.Port, UserName = "edge", Password = MosquittoBroker.Password, ClientId = clientId,
            MinReconnectDelay = TimeSpan.FromMilliseconds(50),
        };
        var hub = await IngestHost.StartAsync(
            folder ?? _folder, adjust: o => o with { Broker = change?.Invoke(options) ?? options, StopPatience = TimeSpan.FromSeconds(1) }, services: services);
        if (hub.Registry.Find("m1") is null)
        {
            await hub.AddAsync("m1", "generic");
        }

        await Eventually.True(() => hub.Get<BrokerLink>().IsReading, "the hub reads from the broker");
        return hub;
    }

    private static async Task<MqttClient> ConnectAsync(MosquittoBroker broker, string id)
    {
        var client = new MqttClient(
            new MqttClientOptions
            {
                Host = "127.0.0.1", Port = broker.Port, ClientId = id, UserName = "edge", Password = MosquittoBroker.Password,
                MinReconnectDelay = TimeSpan.FromMilliseconds(50),
            },
            TimeProvider.System, NullLogger<MqttClient>.Instance);
        client.Start();
        await client.WaitConnectedAsync(default).WaitAsync(s_limit);
        return client;
    }

    private static Task PublishAsync(MqttClient client, string topic, string payload) =>
        client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce, false, default).WaitAsync(s_limit);

    private static Task ReportAsync(MqttClient client, string device, int second, double value) => PublishAsync(
        client, $"urbangrid/v1/{device}/telemetry", JsonSerializer.Serialize(new { ts = Start + (second * 1_000L), values = new { x = value } }));

    private static long Start { get; } = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds();

    private static Task<IReadOnlyList<SeriesPoint>> StoredAsync(IngestHost hub, string device) =>
        hub.Store.QueryAsync(new SeriesQuery(device, "x", 0, long.MaxValue / 2), default);
}
