using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>What reaches the store of sessions, and what waits for it.</summary>
public sealed class SessionStoreTests
{
    [Fact]
    public async Task A_session_that_ends_with_its_connection_and_messages_to_it_touch_no_store()
    {
        var store = new HeldStore();
        await using var broker = await TestBroker.StartAsync(store: store);
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));

        await client.PublishExactlyOnceAsync("t", "x", 1);
        await client.ReadAckAsync(PacketType.PubRec);
        await client.ReadPublishAsync();
        await client.PublishAsync("nobody/hears/this", "x", 2);
        await client.ReadAckAsync();

        Assert.Empty(store.Changes);
    }

    [Fact]
    public async Task A_message_for_a_client_that_is_away_is_acknowledged_when_the_store_has_it()
    {
        var store = new HeldStore();
        store.Commit();
        await using var broker = await TestBroker.StartAsync(store: store);
        var (away, _) = await RawClient.ResumeAsync(broker, "away");
        await away.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        await away.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        using var publisher = await RawClient.ConnectAsync(broker, "publisher");
        store.Hold();

        await publisher.PublishAsync("t", "x", 1);
        await Eventually.UntilAsync(() => store.Changes.OfType<SessionChange.DeliveryKept>().Any());
        store.Commit();

        Assert.Equal(1, (await publisher.ReadAckAsync()).PacketId);
    }

    [Fact]
    public async Task Pubrec_of_a_persistent_session_waits_for_the_store_to_have_its_identifier()
    {
        var store = new HeldStore();
        store.Commit();
        await using var broker = await TestBroker.StartAsync(store: store);
        var (client, _) = await RawClient.ResumeAsync(broker, "client");
        store.Hold();

        await client.PublishExactlyOnceAsync("t", "x", 7);
        await Eventually.UntilAsync(() => store.Changes.Contains(new SessionChange.ReceiptKept("client", 7)));
        await client.ExpectNothingAsync();
        store.Commit();

        Assert.Equal(7, (await client.ReadAckAsync(PacketType.PubRec)).PacketId);
    }

    [Fact]
    public async Task A_qos_2_message_is_sent_when_the_store_has_its_identifier_and_forgotten_when_it_is_complete()
    {
        var store = new HeldStore();
        store.Commit();
        await using var broker = await TestBroker.StartAsync(store: store);
        var (client, _) = await RawClient.ResumeAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));
        store.Hold();

        var publishing = broker.Server.PublishAsync("t", "x"u8.ToArray(), MqttQos.ExactlyOnce, false, default);
        await Eventually.UntilAsync(() => store.Changes.OfType<SessionChange.DeliverySent>().Any());
        await client.ExpectNothingAsync();
        store.Commit();
        await publishing;

        var (packet, _) = await client.ReadPublishAsync();
        Assert.False(packet.Duplicate);
        await client.SendAckAsync(PacketType.PubRec, packet.PacketId);
        await client.ReadAckAsync(PacketType.PubRel);
        await client.SendAckAsync(PacketType.PubComp, packet.PacketId);
        await client.ExpectNothingAsync();
        Assert.Equal(new SessionChange.DeliveryForgotten("client", 1), store.Changes.Last());
    }

    [Fact]
    public async Task The_end_of_a_session_is_told_to_the_store()
    {
        var store = new HeldStore();
        store.Commit();
        await using var broker = await TestBroker.StartAsync(store: store);
        var (client, _) = await RawClient.ResumeAsync(broker, "client");

        await client.DisconnectAsync("E0 07 00 05 11 00000000");

        await Eventually.UntilAsync(() => store.Changes.LastOrDefault() == new SessionChange.SessionForgotten("client"));
    }

    [Fact]
    public async Task The_servers_own_figures_are_not_stored()
    {
        var store = new HeldStore();
        store.Commit();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { FiguresInterval = TimeSpan.FromHours(1) }, store: store);
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("$SYS/broker/version", MqttQos.AtMostOnce));

        await client.ReadPublishAsync();

        Assert.Empty(store.Changes);
    }
}
