using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Ingest.Sessions;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Sessions;

/// <summary>What the file of MQTT sessions remembers.</summary>
public sealed class SqliteSessionStoreTests
{
    private static readonly KeptMessage s_message = new()
    {
        Topic = "urbangrid/v1/lamp/command/switch", Payload = "on"u8.ToArray(), Properties = new byte[] { 1, 1 }, Qos = MqttQos.ExactlyOnce,
        Retain = true, SenderId = "hub", ExpiresAt = 1_900_000_000_000,
    };

    [Fact]
    public async Task Everything_of_a_session_is_there_after_a_restart()
    {
        using var folder = new TempFolder();
        await WriteAsync(
            folder,
            new SessionChange.SessionKept("a", "lamp", uint.MaxValue, null),
            new SessionChange.SubscriptionKept("a", new KeptSubscription("$share/g/t/+", 2, 268_435_455)),
            new SessionChange.DeliveryKept("a", new KeptDelivery { Sequence = 1, Message = s_message, Qos = MqttQos.ExactlyOnce, Retain = true, SubscriptionIds = [7, 9] }),
            new SessionChange.DeliveryKept("a", new KeptDelivery { Sequence = 2, Message = s_message, Qos = MqttQos.AtLeastOnce }),
            new SessionChange.DeliverySent("a", 1, 65_535),
            new SessionChange.ReceiptKept("a", 12),
            new SessionChange.ReceiptKept("a", 13),
            new SessionChange.ReceiptForgotten("a", 12),
            new SessionChange.SessionKept("a", "lamp", 60, 5_000));

        var session = Assert.Single((await ReadAsync(folder)).Sessions);

        Assert.Equal(("a", "lamp", 60u, 5_000L), (session.ClientId, session.Owner, session.ExpirySeconds, session.DisconnectedAt));
        Assert.Equal([new KeptSubscription("$share/g/t/+", 2, 268_435_455)], session.Subscriptions);
        Assert.Equal([(1L, (ushort)65_535, MqttQos.ExactlyOnce), (2L, (ushort)0, MqttQos.AtLeastOnce)], session.Deliveries.Select(d => (d.Sequence, d.PacketId, d.Qos)));
        Assert.Equal([7, 9], session.Deliveries[0].SubscriptionIds);
        Assert.Equal([(ushort)13], session.Receipts);
        var message = session.Deliveries[0].Message;
        Assert.Equal(
            (s_message.Topic, s_message.Qos, s_message.Retain, s_message.SenderId, s_message.ExpiresAt),
            (message.Topic, message.Qos, message.Retain, message.SenderId, message.ExpiresAt));
        Assert.Equal(s_message.Payload.ToArray(), message.Payload.ToArray());
        Assert.Equal(s_message.Properties.ToArray(), message.Properties.ToArray());
    }

    [Fact]
    public async Task A_message_that_was_received_keeps_its_identifier_until_it_is_forgotten()
    {
        using var folder = new TempFolder();
        await WriteAsync(
            folder,
            new SessionChange.SessionKept("a", null, 60, null),
            new SessionChange.DeliveryKept("a", new KeptDelivery { Sequence = 1, Message = s_message, Qos = MqttQos.ExactlyOnce }),
            new SessionChange.DeliverySent("a", 1, 3),
            new SessionChange.DeliveryReceived("a", 1));
        var received = Assert.Single(Assert.Single((await ReadAsync(folder)).Sessions).Deliveries);

        await WriteAsync(folder, new SessionChange.DeliveryForgotten("a", 1));

        Assert.Equal((true, (ushort)3), (received.Received, received.PacketId));
        Assert.Empty(Assert.Single((await ReadAsync(folder)).Sessions).Deliveries);
    }

    [Fact]
    public async Task A_forgotten_session_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        await WriteAsync(
            folder,
            new SessionChange.SessionKept("a", null, 60, null),
            new SessionChange.SubscriptionKept("a", new KeptSubscription("t", 1, 0)),
            new SessionChange.DeliveryKept("a", new KeptDelivery { Sequence = 1, Message = s_message, Qos = MqttQos.AtLeastOnce }),
            new SessionChange.ReceiptKept("a", 12),
            new SessionChange.SessionForgotten("a"),
            new SessionChange.SessionKept("a", null, 60, null));

        var session = Assert.Single((await ReadAsync(folder)).Sessions);

        Assert.Empty(session.Subscriptions);
        Assert.Empty(session.Deliveries);
        Assert.Empty(session.Receipts);
    }

    [Fact]
    public async Task The_last_retained_message_of_a_topic_is_there_after_a_restart()
    {
        using var folder = new TempFolder();
        await WriteAsync(
            folder,
            new SessionChange.RetainedKept(s_message),
            new SessionChange.RetainedKept(s_message with { Payload = "off"u8.ToArray() }),
            new SessionChange.RetainedKept(s_message with { Topic = "gone" }),
            new SessionChange.RetainedForgotten("gone"));

        var retained = Assert.Single((await ReadAsync(folder)).Retained);

        Assert.Equal(s_message.Topic, retained.Topic);
        Assert.Equal("off"u8.ToArray(), retained.Payload.ToArray());
    }

    [Fact]
    public async Task A_new_session_under_the_same_name_keeps_its_own_messages()
    {
        using var folder = new TempFolder();
        var delivery = new KeptDelivery { Sequence = 1, Message = s_message, Qos = MqttQos.AtLeastOnce };
        await WriteAsync(
            folder,
            new SessionChange.SessionKept("a", null, 60, null),
            new SessionChange.DeliveryKept("a", delivery),
            new SessionChange.DeliveryForgotten("a", 1),
            new SessionChange.SessionForgotten("a"),
            new SessionChange.SessionKept("a", null, 60, null),
            new SessionChange.DeliveryKept("a", delivery));

        Assert.Single(Assert.Single((await ReadAsync(folder)).Sessions).Deliveries);
    }

    [Fact]
    public async Task What_is_appended_from_many_threads_is_committed_in_groups()
    {
        using var folder = new TempFolder();
        var tasks = new Task[2_000];
        await using (var store = await OpenAsync(folder))
        {
            Parallel.For(0, tasks.Length, i => tasks[i] = store.Append(new SessionChange.SessionKept($"c{i}", null, 60, null)));
            await Task.WhenAll(tasks);
        }

        Assert.Equal(tasks.Length, (await ReadAsync(folder)).Sessions.Count);
        Assert.True(tasks.Distinct().Count() < tasks.Length);
    }

    private static async Task WriteAsync(TempFolder folder, params SessionChange[] changes)
    {
        await using var store = await OpenAsync(folder);
        await Task.WhenAll(changes.Select(store.Append));
    }

    private static async Task<KeptState> ReadAsync(TempFolder folder)
    {
        await using var store = Store(folder);
        return await store.LoadAsync(CancellationToken.None);
    }

    private static async Task<SqliteSessionStore> OpenAsync(TempFolder folder)
    {
        var store = Store(folder);
        await store.LoadAsync(CancellationToken.None);
        return store;
    }

    private static SqliteSessionStore Store(TempFolder folder) =>
        new(folder.File("sessions.db"), TimeProvider.System, NullLogger<SqliteSessionStore>.Instance);
}
