using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Mqtt;
using UrbanGrid.Mqtt.Tests;

namespace UrbanGrid.Peers.Tests;

/// <summary>Our client with Debian's mosquitto as the broker.</summary>
public sealed class MosquittoBrokerTests
{
    [SkippableTheory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Messages_go_through_the_broker_in_order(MqttVersion version)
    {
        await using var broker = new MosquittoBroker();
        await broker.StartAsync();
        await using var subscriber = await ConnectAsync(broker, "subscriber", version);
        await using var publisher = await ConnectAsync(broker, "publisher", version);
        var deliveries = new ConcurrentQueue<string>();
        await subscriber.SubscribeAsync("city/#", MqttQos.AtLeastOnce, Collect(deliveries), default);

        for (var batch = 0; batch < 10; batch++)
        {
            var acks = Enumerable.Range(batch * 50, 50).Select(i => PublishAsync(publisher, "city/m1", $"{i}"));
            Assert.All(await Task.WhenAll(acks).WaitAsync(Eventually.Limit), a => Assert.Equal(MqttReasonCode.Success, a));
        }

        await Eventually.UntilAsync(() => deliveries.Count >= 500);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), deliveries);
    }

    [SkippableTheory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Messages_of_qos_2_go_through_the_broker_once_and_in_order(MqttVersion version)
    {
        await using var broker = new MosquittoBroker();
        await broker.StartAsync();
        await using var subscriber = await ConnectAsync(broker, "subscriber", version);
        await using var publisher = await ConnectAsync(broker, "publisher", version);
        var deliveries = new ConcurrentQueue<string>();
        await subscriber.SubscribeAsync("city/#", MqttQos.ExactlyOnce, Collect(deliveries), default);

        for (var batch = 0; batch < 10; batch++)
        {
            var exchanges = Enumerable.Range(batch * 20, 20)
                .Select(i => publisher.PublishAsync("city/m1", Encoding.UTF8.GetBytes($"{i}"), MqttQos.ExactlyOnce, false, default));
            Assert.All(await Task.WhenAll(exchanges).WaitAsync(Eventually.Limit), a => Assert.Equal(MqttReasonCode.Success, a));
        }

        await Eventually.UntilAsync(() => deliveries.Count >= 200);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), deliveries);
    }

    [SkippableTheory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_kept_session_delivers_what_was_published_while_the_client_was_away(MqttVersion version)
    {
        await using var broker = new MosquittoBroker();
        await broker.StartAsync();
        MqttClientOptions Kept(MqttClientOptions o) => o with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) };
        await using var publisher = await ConnectAsync(broker, "publisher", version);
        var before = await ConnectAsync(broker, "kept", version, Kept);
        await before.SubscribeAsync("t", MqttQos.AtLeastOnce, (_, _) => default, default);
        await before.DisposeAsync();
        await PublishAsync(publisher, "t", "meanwhile");

        await using var after = Client(broker, "kept", version, Kept);
        var deliveries = new ConcurrentQueue<string>();
        await after.SubscribeAsync("t", MqttQos.AtLeastOnce, Collect(deliveries), default);
        after.Start();

        await Eventually.UntilAsync(() => !deliveries.IsEmpty);
        Assert.Equal(["meanwhile"], deliveries);
    }

    [SkippableTheory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task The_client_comes_back_after_the_broker_was_killed(MqttVersion version)
    {
        await using var broker = new MosquittoBroker();
        await broker.StartAsync();
        await using var client = await ConnectAsync(broker, "client", version);
        var deliveries = new ConcurrentQueue<string>();
        await client.SubscribeAsync("t", MqttQos.AtLeastOnce, Collect(deliveries), default);

        await broker.KillAsync();
        await Eventually.UntilAsync(() => !client.IsConnected);
        await Assert.ThrowsAsync<MqttNotConnectedException>(() => PublishAsync(client, "t", "lost"));
        await broker.StartAsync();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        await Eventually.UntilAsync(async () =>
        {
            await PublishAsync(client, "t", "back");
            return !deliveries.IsEmpty;
        });

        Assert.All(deliveries, d => Assert.Equal("back", d));
    }

    [SkippableTheory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task The_will_of_our_client_is_published_unless_it_says_goodbye(MqttVersion version)
    {
        await using var broker = new MosquittoBroker();
        await broker.StartAsync();
        await using var watcher = await ConnectAsync(broker, "watcher", version);
        var deliveries = new ConcurrentQueue<string>();
        await watcher.SubscribeAsync("+/status", MqttQos.AtLeastOnce, Collect(deliveries), default);
        MqttClientOptions WithWill(MqttClientOptions o) =>
            o with { Will = new MqttWill($"{o.ClientId}/status", Encoding.UTF8.GetBytes($"{o.ClientId} offline"), MqttQos.AtLeastOnce, false) };

        var polite = await ConnectAsync(broker, "polite", version, WithWill);
        await polite.DisposeAsync();
        await using var first = await ConnectAsync(broker, "taken-over", version, WithWill);
        await using var second = await ConnectAsync(broker, "taken-over", version);

        await Eventually.UntilAsync(() => !deliveries.IsEmpty);
        Assert.Equal("taken-over offline", deliveries.First());
        Assert.DoesNotContain("polite offline", deliveries);
    }

    [SkippableTheory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_wrong_password_is_told_apart_from_a_dead_broker(MqttVersion version)
    {
        await using var broker = new MosquittoBroker();
        await broker.StartAsync();
        await using var client = Client(broker, "client", version, o => o with { Password = "wrong" });
        client.Start();

        await Eventually.UntilAsync(() => client.LastRefusal is not null);

        // 3.1.1 brokers answer 4 or 5; mosquitto says "not authorised" for both.
        Assert.Contains(client.LastRefusal!.Value, new[] { MqttReasonCode.NotAuthorized, MqttReasonCode.BadUserNameOrPassword });
        Assert.False(client.IsConnected);
    }

    private static async Task<MqttClient> ConnectAsync(
        MosquittoBroker broker, string id, MqttVersion version, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var client = Client(broker, id, version, change);
        client.Start();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        return client;
    }

    private static MqttClient Client(
        MosquittoBroker broker, string id, MqttVersion version, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var options = new MqttClientOptions
        {
            Host = "127.0.0.1", Port = broker.Port, ClientId = id, UserName = "edge", Password = MosquittoBroker.Password,
            Version = version, MinReconnectDelay = TimeSpan.FromMilliseconds(50), MaxReconnectDelay = TimeSpan.FromMilliseconds(500),
        };
        return new MqttClient(change?.Invoke(options) ?? options, TimeProvider.System, NullLogger<MqttClient>.Instance);
    }

    private static Task<MqttReasonCode> PublishAsync(MqttClient client, string topic, string payload) =>
        client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce, false, default);

    private static Func<MqttDelivery, CancellationToken, ValueTask> Collect(ConcurrentQueue<string> payloads) =>
        (delivery, _) =>
        {
            payloads.Enqueue(Encoding.UTF8.GetString(delivery.Payload.Span));
            return default;
        };
}
