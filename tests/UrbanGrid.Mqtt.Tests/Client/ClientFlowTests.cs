using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>What the client puts on the wire in the flows of QoS 1 and 2, to the letter.</summary>
public sealed class ClientFlowTests
{
    private static readonly MqttSubscribeOptions s_byHandler = new() { Qos = MqttQos.ExactlyOnce, AcknowledgeByHandler = true };

    [Fact]
    public async Task A_delivery_is_acknowledged_when_its_handler_says_so_and_in_the_order_of_the_deliveries()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server);
        var receipts = await SubscribeAsync(server, client);

        await server.PublishAsync("t", "a", 11);
        await server.PublishAsync("t", "b", 12);
        await Eventually.UntilAsync(() => receipts.Count == 2);
        receipts.Last().Complete(MqttReasonCode.QuotaExceeded);
        // Nothing but the answer to a ping may come: the older message is not acknowledged yet.
        Assert.Equal(MqttReasonCode.Success, await PublishThroughAsync(server, client));
        receipts.First().Complete();

        Assert.Equal(new AckPacket(11, MqttReasonCode.Success), await ReadAckAsync(server, PacketType.PubAck));
        Assert.Equal(new AckPacket(12, MqttReasonCode.QuotaExceeded), await ReadAckAsync(server, PacketType.PubAck));
    }

    [Fact]
    public async Task A_message_of_qos_2_is_delivered_once_however_often_it_is_repeated_before_its_release()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) });
        var receipts = await SubscribeAsync(server, client);

        await PublishQos2Async(server, 5, duplicate: false);
        await Eventually.UntilAsync(() => receipts.Count == 1);
        await PublishQos2Async(server, 5, duplicate: true);
        receipts.Single().Complete();
        Assert.Equal(5, (await ReadAckAsync(server, PacketType.PubRec)).PacketId);
        await PublishQos2Async(server, 5, duplicate: true);
        Assert.Equal(5, (await ReadAckAsync(server, PacketType.PubRec)).PacketId);
        // The connection breaks before the client hears of the release.
        server.Drop();
        await server.AcceptAsync(sessionPresent: true);
        await server.GrantAsync();
        await PublishQos2Async(server, 5, duplicate: true);
        Assert.Equal(5, (await ReadAckAsync(server, PacketType.PubRec)).PacketId);
        await server.SendAsync("62 02 00 05");
        Assert.Equal(new AckPacket(5, MqttReasonCode.Success), await ReadAckAsync(server, PacketType.PubComp));

        Assert.Single(receipts);
        await PublishQos2Async(server, 5, duplicate: false);
        await Eventually.UntilAsync(() => receipts.Count == 2);
    }

    [Fact]
    public async Task A_message_not_acknowledged_when_the_connection_breaks_is_delivered_again()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) });
        var receipts = await SubscribeAsync(server, client);
        await PublishQos2Async(server, 5, duplicate: false);
        await Eventually.UntilAsync(() => receipts.Count == 1);

        server.Drop();
        await server.AcceptAsync(sessionPresent: true);
        await server.GrantAsync();
        await PublishQos2Async(server, 5, duplicate: true);
        await Eventually.UntilAsync(() => receipts.Count == 2);
        // The receipt of the lost connection does nothing any more.
        receipts.First().Complete(MqttReasonCode.UnspecifiedError);
        receipts.Last().Complete();

        Assert.Equal(new AckPacket(5, MqttReasonCode.Success), await ReadAckAsync(server, PacketType.PubRec));
    }

    [Fact]
    public async Task What_was_not_acknowledged_is_sent_again_with_its_identifier_in_order_when_the_session_is_resumed()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) });
        var connect = await server.AcceptAsync();
        Assert.Equal((false, 3_600u), (connect.CleanStart, connect.SessionExpirySeconds));
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        var first = PublishAsync(client, "1", MqttQos.AtLeastOnce);
        var second = PublishAsync(client, "2", MqttQos.ExactlyOnce);
        var third = PublishAsync(client, "3", MqttQos.AtLeastOnce);
        var ids = new List<ushort>();
        foreach (var _ in new[] { first, second, third })
        {
            var (packet, duplicate) = await ReadPublishAsync(server);
            Assert.False(duplicate);
            ids.Add(packet);
        }

        await server.SendAsync($"50 02 {ids[1]:X4}");
        Assert.Equal(ids[1], (await ReadAckAsync(server, PacketType.PubRel)).PacketId);
        server.Drop();
        await server.AcceptAsync(sessionPresent: true);

        Assert.Equal((ids[0], true), await ReadPublishAsync(server));
        Assert.Equal((ids[2], true), await ReadPublishAsync(server));
        // Never the publish again once it was released.
        Assert.Equal(ids[1], (await ReadAckAsync(server, PacketType.PubRel)).PacketId);
        await server.SendAsync($"40 02 {ids[0]:X4} 40 02 {ids[2]:X4} 70 02 {ids[1]:X4}");
        Assert.All(await Task.WhenAll(first, second, third).WaitAsync(Eventually.Limit), r => Assert.Equal(MqttReasonCode.Success, r));
    }

    [Fact]
    public async Task What_a_forgotten_session_had_not_acknowledged_fails()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) });
        await server.AcceptAsync();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        var pending = PublishAsync(client, "1", MqttQos.AtLeastOnce);
        await ReadPublishAsync(server);

        server.Drop();
        await server.AcceptAsync(sessionPresent: false);

        await Assert.ThrowsAsync<MqttNotConnectedException>(() => pending.WaitAsync(Eventually.Limit));
    }

    [Fact]
    public async Task A_subscription_is_renewed_and_its_retained_messages_come_again_only_if_the_session_is_gone()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) });
        var receipts = await SubscribeAsync(server, client);

        server.Drop();
        await server.AcceptAsync(sessionPresent: true);
        Assert.Equal(("t", RetainHandling.IfNew), Asked(await server.GrantAsync()));
        server.Drop();
        await server.AcceptAsync(sessionPresent: false);
        Assert.Equal(("t", RetainHandling.Always), Asked(await server.GrantAsync()));
        await server.PublishAsync("t", "x");
        await Eventually.UntilAsync(() => receipts.Count == 1);

        static (string, RetainHandling) Asked(SubscribePacket packet) => (packet.Requests.Single().Filter, packet.Requests.Single().RetainHandling);
    }

    [Fact]
    public async Task A_subscription_carries_its_options()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server);
        client.Start();
        await server.AcceptAsync();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        var options = new MqttSubscribeOptions
        {
            Qos = MqttQos.ExactlyOnce, NoLocal = true, RetainAsPublished = true, RetainHandling = RetainHandling.IfNew,
        };
        var subscribing = client.SubscribeAsync("a/#", options, (_, _) => default, default);

        var request = (await server.GrantAsync()).Requests.Single();
        await subscribing;

        Assert.Equal(new SubscriptionRequest("a/#", MqttQos.ExactlyOnce, true, true, RetainHandling.IfNew), request);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task What_a_server_sends_too_much_waits_in_the_socket(MqttVersion version)
    {
        using var server = new ScriptedServer(version);
        await using var client = Client(server, o => o with { MaxPendingDeliveries = 2, Version = version });
        var receipts = await SubscribeAsync(server, client);

        for (ushort id = 1; id <= 5; id++)
        {
            await server.PublishAsync("t", "x", id);
        }

        for (var taken = 1; taken <= 5; taken++)
        {
            await Eventually.UntilAsync(() => receipts.Count >= taken);
            Assert.True(receipts.Count <= taken + 1);
            receipts.ElementAt(taken - 1).Complete();
            Assert.Equal(taken, (await ReadAckAsync(server, PacketType.PubAck)).PacketId);
        }
    }

    [Fact]
    public async Task A_topic_alias_stands_for_its_topic_until_it_is_given_another()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { TopicAliasMaximum = 2 });
        var topics = new ConcurrentQueue<string>();
        var subscribing = Task.Run(async () =>
        {
            client.Start();
            Assert.Equal(2, (await server.AcceptAsync()).TopicAliasMaximum);
            await server.GrantAsync();
        });
        await client.SubscribeAsync(
            "#", MqttQos.AtMostOnce,
            (d, _) =>
            {
                topics.Enqueue(d.Topic);
                return default;
            },
            default);
        await subscribing;

        await server.SendAsync("30 07 0001 61 03 23 0002"); // a is 2
        await server.SendAsync("30 06 0000 03 23 0002");
        await server.SendAsync("30 07 0001 62 03 23 0002"); // b is 2
        await server.SendAsync("30 06 0000 03 23 0002");
        await Eventually.UntilAsync(() => topics.Count == 4);
        await server.SendAsync("30 06 0000 03 23 0003"); // beyond the maximum

        var told = DisconnectPacket.Read(await server.ReadAsync(PacketType.Disconnect), MqttVersion.V5);
        Assert.Equal(MqttReasonCode.TopicAliasInvalid, told.Reason);
        Assert.Equal(["a", "a", "b", "b"], topics);
    }

    [Fact]
    public async Task A_publish_the_server_said_it_does_not_take_is_not_sent()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server);
        client.Start();
        var limits = new PropertySet().Set(PropertyId.MaximumQoS, 1).Set(PropertyId.MaximumPacketSize, 100u);
        await server.AcceptAsync(properties: limits);
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);

        var qos = await Assert.ThrowsAsync<MqttRefusedException>(() => PublishAsync(client, "x", MqttQos.ExactlyOnce));
        var size = await Assert.ThrowsAsync<MqttRefusedException>(() => PublishAsync(client, new string('x', 100), MqttQos.AtLeastOnce));

        Assert.Equal((MqttReasonCode.QosNotSupported, MqttReasonCode.PacketTooLarge), (qos.Reason, size.Reason));
        Assert.Equal(MqttReasonCode.Success, await PublishThroughAsync(server, client));
    }

    [Fact]
    public async Task The_identifier_the_server_chose_is_kept_over_reconnects()
    {
        using var server = new ScriptedServer();
        await using var client = Client(server, o => o with { ClientId = "" });
        client.Start();
        await server.AcceptAsync(properties: new PropertySet().Set(PropertyId.AssignedClientIdentifier, "chosen"));
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        server.Drop();

        Assert.Equal("chosen", (await server.AcceptAsync()).ClientId);
        Assert.Equal("chosen", client.ClientId);
    }

    private static MqttClient Client(ScriptedServer server, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var options = new MqttClientOptions
        {
            Host = "127.0.0.1", Port = server.Port, ClientId = "client", MinReconnectDelay = TimeSpan.FromMilliseconds(20),
        };
        var client = new MqttClient(change?.Invoke(options) ?? options, TimeProvider.System, NullLogger<MqttClient>.Instance);
        client.Start();
        return client;
    }

    private static async Task<ConcurrentQueue<PublishReceipt>> SubscribeAsync(ScriptedServer server, MqttClient client)
    {
        var receipts = new ConcurrentQueue<PublishReceipt>();
        await server.AcceptAsync();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        var subscribing = client.SubscribeAsync(
            "t", s_byHandler,
            (delivery, _) =>
            {
                receipts.Enqueue(delivery.Receipt);
                return default;
            },
            default);
        await server.GrantAsync();
        await subscribing.WaitAsync(Eventually.Limit);
        return receipts;
    }

    private static Task<MqttReasonCode> PublishAsync(MqttClient client, string payload, MqttQos qos) =>
        client.PublishAsync("p", Encoding.UTF8.GetBytes(payload), qos, false, default);

    /// <summary>A publish of the client and its answer: whatever was to come before it has come.</summary>
    private static async Task<MqttReasonCode> PublishThroughAsync(ScriptedServer server, MqttClient client)
    {
        var pending = PublishAsync(client, "x", MqttQos.AtLeastOnce);
        var (id, _) = await ReadPublishAsync(server);
        await server.SendAsync($"40 02 {id:X4}");
        return await pending.WaitAsync(Eventually.Limit);
    }

    private static Task PublishQos2Async(ScriptedServer server, ushort id, bool duplicate) =>
        server.SendAsync($"{(duplicate ? "3C" : "34")} 07 0001 74 {id:X4} 00 78");

    private static async Task<AckPacket> ReadAckAsync(ScriptedServer server, PacketType type) =>
        AckPacket.Read(await server.ReadAsync(type), MqttVersion.V5);

    private static async Task<(ushort PacketId, bool Duplicate)> ReadPublishAsync(ScriptedServer server)
    {
        PropertySet? properties = null;
        var publish = PublishPacket.Read(await server.ReadAsync(PacketType.Publish), MqttVersion.V5, new TopicCache(), ref properties);
        return (publish.PacketId, publish.Duplicate);
    }
}
