using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.Peers.Tests;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.ThingsBoard;

/// <summary>
/// Devices as ThingsBoard's documentation sets them up (reference/mqtt-api): the real mosquitto clients, the token as user
/// name, no password.
/// </summary>
public sealed class ThingsBoardDeviceTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<CommandReply> _replies = new();
    private IngestHost _host = null!;
    private string _token = null!;

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(_folder, services: s => s.AddSingleton<TakeReply>((reply, _) =>
        {
            _replies.Enqueue(reply);
            return ValueTask.CompletedTask;
        }));
        _token = await _host.AddAsync("tb-1", "lamp-controller");
        await _host.AddAsync("tb-2", "lamp-controller");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData("""{"temperature":25}""", 25)]
    [InlineData("{temperature:25}", 25)]
    [InlineData("""[{"temperature":1},{"humidity":2,"temperature":25}]""", 25)]
    [InlineData("""{"ts":TS,"values":{"temperature":24.5}}""", 24.5)]
    [InlineData("""[{"ts":TS,"values":{"temperature":24.5}},{"ts":TS1,"values":{"temperature":26}}]""", 26)]
    public async Task Telemetry_of_every_shape_of_the_api_is_stored(string payload, double last)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1_000;
        var text = payload.Replace("TS1", (now + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("TS", now.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await PublishAsync("v1/devices/me/telemetry", text);
        var stored = await _host.Store.QueryAsync(new SeriesQuery("tb-1", "temperature", 0, long.MaxValue / 2), default);
        Assert.Equal(last, stored[^1].Value);
        Assert.Empty(await _host.Store.QueryAsync(new SeriesQuery("tb-2", "temperature", 0, long.MaxValue / 2), default));
    }

    [SkippableFact]
    public async Task What_cannot_be_read_is_acknowledged_and_set_aside()
    {
        await PublishAsync("v1/devices/me/telemetry", "nonsense");
        await PublishAsync("v1/devices/me/attributes", "[1]");
        await PublishAsync("v1/devices/me/telemetry", """{"temperature":{"deep":1},"voltage":"229.5"}""");
        Assert.Equal(3, (await _host.Store.DeadLettersAsync("tb-1", 10, default)).Count);
        Assert.Equal(229.5, Assert.Single(await _host.Store.QueryAsync(new SeriesQuery("tb-1", "voltage", 0, long.MaxValue / 2), default)).Value);
    }

    [SkippableFact]
    public async Task A_token_alone_lets_in_its_own_device_only_and_is_in_no_log()
    {
        var (refused, _) = await PeerProgram.RunAsync("mosquitto_pub", [.. Connect("not-a-token-of-anybody"), "-t", "v1/devices/me/telemetry", "-m", "{}"]);
        Assert.NotEqual(0, refused);
        await PublishAsync("v1/devices/me/telemetry", """{"voltage":1}""");
        await _host.Registry.SetEnabledAsync("tb-1", false, default);
        var (shutOut, _) = await PeerProgram.RunAsync("mosquitto_pub", [.. Connect(_token), "-t", "v1/devices/me/telemetry", "-m", "{}"]);
        Assert.NotEqual(0, shutOut);

        var log = await _host.Get<ConnectionLog>().ReadAsync(null, null, 100, default);
        Assert.Contains(log, e => e.DeviceId == "tb-1" && e.Kind == ConnectionEventKind.Connected);
        Assert.Contains(log, e => e is { DeviceId: "not-…", Kind: ConnectionEventKind.Refused });
        Assert.Contains(log, e => e is { DeviceId: "tb-1", Kind: ConnectionEventKind.Refused, Reason: "disabled" });
        Assert.DoesNotContain(_token, JsonSerializer.Serialize(log), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Client_attributes_are_kept_and_shared_ones_are_told()
    {
        await PublishAsync("v1/devices/me/attributes", """{"firmware_version":"1.0.1","serial_number":"SN-001"}""");
        Assert.Equal("1.0.1", _host.Registry.Find("tb-1")!.Text("client.firmware_version"));

        await using var subscriber = PeerProgram.Start("mosquitto_sub", [.. Connect(_token), "-v", "-t", "v1/devices/me/attributes", "-t", "v1/devices/me/attributes/response/+"]);
        await ListeningAsync();
        await _host.Registry.SetAttributesAsync("tb-1", new Dictionary<string, JsonElement?> { ["shared.interval"] = JsonSerializer.SerializeToElement(30) }, default);
        await subscriber.WaitForLineAsync("""v1/devices/me/attributes {"interval":30}""");
        await _host.Registry.SetAttributesAsync("tb-1", new Dictionary<string, JsonElement?> { ["shared.interval"] = null }, default);
        await subscriber.WaitForLineAsync("""v1/devices/me/attributes {"deleted":["interval"]}""");
    }

    [SkippableFact]
    public async Task A_device_asks_for_its_attributes_and_hears_the_answer_itself()
    {
        await _host.Registry.SetAttributesAsync(
            "tb-1", new Dictionary<string, JsonElement?> { ["shared.interval"] = JsonSerializer.SerializeToElement(30), ["client.fw"] = JsonSerializer.SerializeToElement("1"), ["other"] = JsonSerializer.SerializeToElement(1) }, default);
        await using var device = await TokenClientAsync(_token);
        var answers = await ListenAsync(device, "v1/devices/me/attributes/response/+");
        await device.PublishAsync("v1/devices/me/attributes/request/7", """{"clientKeys":"fw","sharedKeys":"interval,nothing"}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        await Eventually.True(() => !answers.IsEmpty, "the answer");
        Assert.Equal(("v1/devices/me/attributes/response/7", """{"client":{"fw":"1"},"shared":{"interval":30}}"""), answers.First());
    }

    [SkippableFact]
    public async Task A_command_reaches_the_one_device_over_rpc_and_its_answer_comes_back()
    {
        var other = await _host.Registry.RotateTokenAsync("tb-2", default);
        await using var bystander = PeerProgram.Start("mosquitto_sub", [.. Connect(other), "-v", "-t", "v1/devices/me/rpc/request/+"]);
        await using var device = await TokenClientAsync(_token);
        await device.SubscribeAsync(
            "v1/devices/me/rpc/request/+", MqttQos.AtLeastOnce,
            async (delivery, ct) =>
            {
                using var request = JsonDocument.Parse(delivery.Payload);
                Assert.Equal(("switch", true), (request.RootElement.GetProperty("method").GetString(), request.RootElement.GetProperty("params").GetProperty("on").GetBoolean()));
                await device.PublishAsync(delivery.Topic.Replace("request", "response", StringComparison.Ordinal), """{"on":true}"""u8.ToArray(), MqttQos.AtLeastOnce, false, ct);
            },
            default);
        await Eventually.TrueAsync(async () => (await _host.Get<ConnectionLog>().ReadAsync("tb-2", null, 10, default)).Count > 0, "the bystander is connected");

        var until = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds();
        var command = new OutgoingCommand("c-1", "tb-1", "switch", JsonSerializer.SerializeToElement(new { on = true }), until);
        Assert.NotNull(_host.Get<DeviceCommands>().ListensSince(command));
        Assert.True(await _host.Get<DeviceCommands>().SendAsync(command, default));

        await Eventually.True(() => !_replies.IsEmpty, "the reply");
        var reply = _replies.First();
        Assert.Equal(("tb-1", "c-1", true), (reply.DeviceId, reply.CommandId, reply.Ok));
        Assert.True(reply.Result!.Value.GetProperty("on").GetBoolean());
        Assert.Empty(bystander.Lines);
    }

    [SkippableFact]
    public async Task A_device_that_asks_the_hub_is_answered()
    {
        await using var device = await TokenClientAsync(_token);
        var answers = await ListenAsync(device, "v1/devices/me/rpc/response/+");
        await device.PublishAsync("v1/devices/me/rpc/request/1", """{"method":"ping","params":{}}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        await device.PublishAsync("v1/devices/me/rpc/request/2", """{"method":"fly","params":{}}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        await Eventually.True(() => answers.Count == 2, "two answers");
        Assert.Contains(("v1/devices/me/rpc/response/1", "\"pong\""), answers);
        Assert.Contains(answers, a => a.Topic == "v1/devices/me/rpc/response/2" && a.Payload.Contains("error", StringComparison.Ordinal));
    }

    private async Task PublishAsync(string topic, string payload)
    {
        var (exit, output) = await PeerProgram.RunAsync("mosquitto_pub", [.. Connect(_token), "-d", "-q", "1", "-t", topic, "-m", payload]);
        Assert.True(exit == 0 && output.Contains("PUBACK", StringComparison.Ordinal), output);
    }

    private string[] Connect(string token) => ["-h", "127.0.0.1", "-p", _host.Port.ToString(CultureInfo.InvariantCulture), "-u", token];

    private Task ListeningAsync() => Eventually.True(() => _host.Get<UrbanGrid.Ingest.ThingsBoard.ThingsBoardApi>().IsListening("tb-1"), "the device listens");

    private async Task<MqttClient> TokenClientAsync(string token)
    {
        var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = _host.Port, ClientId = $"tb-{Guid.NewGuid():N}", UserName = token },
            TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<MqttClient>.Instance);
        client.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.WaitConnectedAsync(patience.Token);
        return client;
    }

    private static async Task<ConcurrentQueue<(string Topic, string Payload)>> ListenAsync(MqttClient client, string filter)
    {
        var heard = new ConcurrentQueue<(string, string)>();
        await client.SubscribeAsync(
            filter, MqttQos.AtLeastOnce,
            (delivery, _) =>
            {
                heard.Enqueue((delivery.Topic, System.Text.Encoding.UTF8.GetString(delivery.Payload.Span)));
                return ValueTask.CompletedTask;
            },
            default);
        return heard;
    }
}
