using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>A vehicle of the sample city on its MQTT wire.</summary>
internal sealed class VehicleAtHand : IAsyncDisposable
{
    private readonly MqttClient _client;
    private readonly string _id;
    private readonly ConcurrentQueue<JsonNode> _orders = new();

    private VehicleAtHand(MqttClient client, string id) => (_client, _id) = (client, id);

    /// <summary>What it was ordered, in order.</summary>
    public IReadOnlyCollection<JsonNode> Orders => _orders;

    public static async Task<VehicleAtHand> ConnectAsync(HubUnderTest hub, string id)
    {
        var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = id, UserName = id, Password = hub.TokenOf(id) },
            TimeProvider.System, NullLogger<MqttClient>.Instance);
        client.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await client.WaitConnectedAsync(patience.Token);
        return new VehicleAtHand(client, id);
    }

    /// <summary>Says where it is.</summary>
    public Task AtAsync(GeoPoint place, long at, double speedKmh = 0) => _client.PublishAsync(
        DeviceTopic.Position(_id),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{at}},"lat":{{place.Lat}},"lon":{{place.Lon}},"speed":{{speedKmh}}}""")),
        MqttQos.AtLeastOnce, retain: false, default);

    /// <summary>Answers every order from now on.</summary>
    public Task ObeyAsync(string answer) => _client.SubscribeAsync(
        DeviceTopic.Command(_id, "+"), MqttQos.AtLeastOnce,
        async (delivery, ct) =>
        {
            var order = JsonNode.Parse(delivery.Payload.Span)!;
            _orders.Enqueue(order);
            await _client.PublishAsync(DeviceTopic.Reply(_id, (string)order["id"]!), Encoding.UTF8.GetBytes(answer), MqttQos.AtLeastOnce, false, ct);
        },
        default);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
