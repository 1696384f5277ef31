using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>The wire of an edge agent with the camera cam-01 behind it; a test says what it answers.</summary>
internal sealed class AgentAtHand : IAsyncDisposable
{
    public const string Camera = "cam-01";
    private readonly MqttClient _client;
    private readonly ConcurrentQueue<(string Name, CommandPayload Command)> _commands = new();

    private AgentAtHand(HubUnderTest hub) => _client = new MqttClient(
        new MqttClientOptions
        {
            Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = "edge-01", UserName = "edge-01", Password = hub.TokenOf("edge-01"),
            MaxReconnectDelay = TimeSpan.FromSeconds(1),
        },
        TimeProvider.System,
        NullLogger<MqttClient>.Instance);

    public static async Task<AgentAtHand> ConnectAsync(HubUnderTest hub)
    {
        var agent = new AgentAtHand(hub);
        agent._client.Start();
        await agent._client.WaitConnectedAsync(default);
        await agent._client.SubscribeAsync(DeviceTopic.Command(Camera, "+"), MqttQos.AtLeastOnce, agent.HearAsync, default);
        return agent;
    }

    /// <summary>The next command of a name; others are left out.</summary>
    public async Task<CommandPayload> NextAsync(string name) => (await NextOfAsync(name)).Command;

    /// <summary>The next command of these names; others are left out.</summary>
    public async Task<(string Name, CommandPayload Command)> NextOfAsync(params string[] names)
    {
        (string Name, CommandPayload Command) found = default;
        await Eventually.GetAsync(
            () =>
            {
                while (found.Command is null && _commands.TryDequeue(out var next))
                {
                    found = names.Contains(next.Name) ? next : default;
                }

                return Task.FromResult(found.Command);
            },
            $"the command {string.Join(" or ", names)}");
        return found;
    }

    /// <summary>The next order for a clip, promised.</summary>
    public async Task<ClipOrder> PromiseClipAsync()
    {
        var command = await NextAsync("clip");
        await ReplyAsync(command.Id, ok: true, new { file = command.Id });
        return command.Args!.Value.Deserialize(WireJson.Default.ClipOrder)!;
    }

    public Task ReplyAsync(string id, bool ok, object result) => PublishAsync(
        DeviceTopic.Reply(Camera, id), JsonSerializer.SerializeToUtf8Bytes(new ReplyPayload(ok, JsonSerializer.SerializeToElement(result)), WireJson.Default.ReplyPayload));

    public Task<MqttReasonCode> SendFrameAsync(byte[] jpeg) =>
        PublishAsync(DeviceTopic.Frame(Camera, HubUnderTest.Now), jpeg);

    public Task<MqttReasonCode> SendDetectionAsync(Alarm alarm) =>
        PublishAsync(DeviceTopic.Detection(Camera), JsonSerializer.SerializeToUtf8Bytes(alarm, WireJson.Default.Alarm));

    public Task<MqttReasonCode> SendManifestAsync(string file, FileManifest manifest) =>
        PublishAsync(DeviceTopic.File(Camera, file, 0), JsonSerializer.SerializeToUtf8Bytes(manifest, WireJson.Default.FileManifest));

    public Task<MqttReasonCode> SendPartAsync(string file, int part, byte[] content)
    {
        var from = (part - 1) * FileManifest.PartBytes;
        return PublishAsync(DeviceTopic.File(Camera, file, part), content[from..Math.Min(content.Length, from + FileManifest.PartBytes)]);
    }

    public async Task SendFileAsync(ClipOrder order, byte[] content, byte[]? announced = null)
    {
        var manifest = ManifestOf(order, announced ?? content);
        Assert.Equal(MqttReasonCode.Success, await SendManifestAsync(order.File, manifest));
        for (var part = 1; part <= manifest.Parts; part++)
        {
            Assert.Equal(MqttReasonCode.Success, await SendPartAsync(order.File, part, content));
        }
    }

    public static FileManifest ManifestOf(ClipOrder order, byte[] content) => new()
    {
        Bytes = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), MediaType = "video/mp4", From = order.From, To = order.To,
    };

    /// <summary>Bytes that begin as an MP4 does.</summary>
    public static byte[] Mp4(int length, byte filling = 7) => [0, 0, 0, 32, .. "ftypisom"u8, .. Enumerable.Repeat(filling, length - 12)];

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    /// <summary>Whatever an agent might send.</summary>
    public Task<MqttReasonCode> PublishAsync(string topic, byte[] payload) =>
        _client.PublishAsync(topic, payload, MqttQos.AtLeastOnce, retain: false, default);

    private ValueTask HearAsync(MqttDelivery delivery, CancellationToken cancellationToken)
    {
        Assert.True(DeviceTopic.TryParse(delivery.Topic, out var topic));
        _commands.Enqueue((topic.Tail, JsonSerializer.Deserialize(delivery.Payload.Span, WireJson.Default.CommandPayload)!));
        return ValueTask.CompletedTask;
    }
}
