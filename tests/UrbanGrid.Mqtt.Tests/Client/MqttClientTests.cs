using System.Collections.Concurrent;
using System.Net.Security;
using System.Text;
using UrbanGrid.Mqtt.Client;

namespace UrbanGrid.Mqtt.Tests;

public sealed class MqttClientTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Messages_reach_their_subscriber_in_order_and_are_acknowledged(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var subscriber = await ConnectAsync(broker, "subscriber", o => o with { Version = version });
        await using var publisher = await ConnectAsync(broker, "publisher", o => o with { Version = version });
        var deliveries = new ConcurrentQueue<string>();
        await subscriber.SubscribeAsync("city/+/tilt", MqttQos.AtLeastOnce, Collect(deliveries), default);

        var acks = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => PublishAsync(publisher, "city/m1/tilt", $"{i}")));

        Assert.All(acks, a => Assert.Equal(MqttReasonCode.Success, a));
        await Eventually.UntilAsync(() => deliveries.Count == 1_000);
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{i}"), deliveries);
    }

    [Fact]
    public async Task No_more_publishes_are_open_than_the_server_takes()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 5 });
        broker.Application.HoldReceipts = true;
        await using var client = await ConnectAsync(broker, "client");

        var pending = Enumerable.Range(0, 20).Select(i => PublishAsync(client, "t", $"{i}")).ToArray();
        await Eventually.UntilAsync(() => broker.Application.Received.Count == 5);
        Assert.DoesNotContain(pending, p => p.IsCompleted);
        broker.Application.CompleteAll();

        await Task.WhenAll(pending).WaitAsync(Eventually.Limit);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), broker.Application.Received.Select(m => m.Payload));
        Assert.Equal(1, broker.Server.SessionCount);
    }

    [Fact]
    public async Task A_publish_tells_the_reason_of_the_server()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.PublishAllowed = (_, t) => t != "foreign";
        await using var client = await ConnectAsync(broker, "client");

        Assert.Equal(MqttReasonCode.NotAuthorized, await PublishAsync(client, "foreign", "x"));
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(client, "own", "x"));
    }

    [Fact]
    public async Task Unanswered_publishes_fail_when_the_connection_is_lost()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        await using var client = await ConnectAsync(broker, "client");
        var pending = PublishAsync(client, "t", "x");
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 1);

        broker.Server.Disconnect("client", MqttReasonCode.AdministrativeAction);

        await Assert.ThrowsAsync<MqttNotConnectedException>(() => pending.WaitAsync(Eventually.Limit));
    }

    [Fact]
    public async Task Who_hears_that_a_message_failed_waits_for_the_next_connection_rather_than_trying_again_at_once()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 500 });
        broker.Application.HoldReceipts = true;
        await using var client = await ConnectAsync(broker, "client", o => o with { MinReconnectDelay = TimeSpan.FromMinutes(1) });
        var foundConnected = Enumerable.Range(0, 500).Select(async i =>
        {
            await Assert.ThrowsAsync<MqttNotConnectedException>(() => PublishAsync(client, "t", $"{i}"));
            return client.WaitConnectedAsync(default).IsCompleted;
        }).ToArray();
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 500);

        broker.Server.Disconnect("client", MqttReasonCode.AdministrativeAction);

        Assert.DoesNotContain(true, await Task.WhenAll(foundConnected).WaitAsync(Eventually.Limit));
    }

    [Fact]
    public async Task Publishing_without_a_connection_fails_at_once()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Client("client");

        await Assert.ThrowsAsync<MqttNotConnectedException>(() => PublishAsync(client, "t", "x"));
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_with_its_subscriptions()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Client("client");
        var changes = new ConcurrentQueue<bool>();
        client.ConnectionChanged += changes.Enqueue;
        var deliveries = new ConcurrentQueue<string>();
        await client.SubscribeAsync("commands", MqttQos.AtLeastOnce, Collect(deliveries), default);
        client.Start();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);

        broker.Server.Disconnect("client", MqttReasonCode.AdministrativeAction);
        await Eventually.UntilAsync(() => changes.Count >= 3);
        await Eventually.UntilAsync(async () =>
        {
            await broker.Server.PublishAsync("commands", "go"u8.ToArray(), MqttQos.AtLeastOnce, false, default);
            return !deliveries.IsEmpty;
        });

        Assert.Equal([true, false, true], changes.Take(3));
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task A_delivery_is_acknowledged_when_its_handler_is_done()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 1 });
        await using var client = await ConnectAsync(broker, "client");
        var release = new TaskCompletionSource();
        var started = 0;
        await client.SubscribeAsync(
            "t", MqttQos.AtLeastOnce,
            async (_, _) =>
            {
                Interlocked.Increment(ref started);
                await release.Task;
            },
            default);

        await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);
        await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);
        await Eventually.UntilAsync(() => started == 1);
        // With one message in flight the second one leaves the server only after the first is acknowledged.
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(client, "other", "x"));
        Assert.Equal(1, broker.Server.Counters.MessagesOut);
        release.SetResult();

        await Eventually.UntilAsync(() => started == 2 && broker.Server.Counters.MessagesOut == 2);
    }

    [Fact]
    public async Task A_handler_that_fails_does_not_stop_the_next_delivery()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = await ConnectAsync(broker, "client");
        var seen = 0;
        await client.SubscribeAsync(
            "t", MqttQos.AtLeastOnce, (_, _) => Interlocked.Increment(ref seen) == 1 ? throw new InvalidOperationException() : default,
            default);

        await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);
        await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);

        await Eventually.UntilAsync(() => seen == 2);
    }

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_refusal_is_told_and_the_client_keeps_trying(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        var attempts = 0;
        broker.Application.Authenticate = _ =>
            Interlocked.Increment(ref attempts) < 3 ? MqttReasonCode.BadUserNameOrPassword : MqttReasonCode.Success;
        await using var client = broker.Client("client", o => o with { Version = version, UserName = "u", Password = "p" });
        client.Start();

        await Eventually.UntilAsync(() => client.LastRefusal == MqttReasonCode.BadUserNameOrPassword);
        Assert.False(client.IsConnected);
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);

        Assert.Null(client.LastRefusal);
    }

    [Fact]
    public async Task A_refused_subscription_is_an_error()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.SubscribeAllowed = (_, _) => false;
        await using var client = await ConnectAsync(broker, "client");

        var refused = await Assert.ThrowsAsync<MqttRefusedException>(
            () => client.SubscribeAsync("t", MqttQos.AtLeastOnce, (_, _) => default, default));

        Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
    }

    [Fact]
    public async Task Disposing_sends_what_is_pending_and_says_goodbye()
    {
        await using var broker = await TestBroker.StartAsync();
        var client = await ConnectAsync(broker, "client", o => o with { Will = new MqttWill("will", default, MqttQos.AtMostOnce, false) });
        var pending = PublishAsync(client, "t", "last");

        await client.DisposeAsync();

        Assert.Equal(MqttReasonCode.Success, await pending);
        await Eventually.UntilAsync(() => broker.Application.Events.Contains("end client Success"));
        Assert.Equal(["t"], broker.Application.Received.Select(m => m.Topic));
    }

    [Fact]
    public async Task A_client_connects_over_tls_and_shows_its_certificate()
    {
        await using var broker = await TestBroker.StartAsync();
        var shown = new TaskCompletionSource<string?>();
        broker.Application.Authenticate = r =>
        {
            shown.TrySetResult(r.CertificateName);
            return MqttReasonCode.Success;
        };
        using var certificate = TestCertificate.New("manhole-7");
        await using var client = await ConnectAsync(broker, "client", o => o with
        {
            Port = broker.TlsPort,
            Tls = true,
            ClientCertificates = [certificate],
            ValidateServerCertificate = (_, server, _, _) => server?.Subject == "CN=localhost",
        });

        Assert.Equal("manhole-7", await shown.Task.WaitAsync(Eventually.Limit));
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(client, "t", "x"));
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_gets_no_password()
    {
        await using var broker = await TestBroker.StartAsync();
        var passwords = 0;
        broker.Application.Authenticate = _ => (MqttReasonCode)(byte)Interlocked.Increment(ref passwords);
        var looks = 0;
        await using var client = broker.Client("client", o => o with
        {
            Port = broker.TlsPort,
            Tls = true,
            Password = "secret",
            ValidateServerCertificate = (_, _, _, errors) =>
            {
                Interlocked.Increment(ref looks);
                return errors == SslPolicyErrors.None;
            },
        });
        client.Start();

        // The second look shows that the first attempt is over.
        await Eventually.UntilAsync(() => looks >= 2);

        Assert.Equal(0, passwords);
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_pings_is_left()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = await ConnectAsync(broker, "client", o => o with { KeepAlive = TimeSpan.FromSeconds(1) });
        var lost = new TaskCompletionSource();
        client.ConnectionChanged += connected =>
        {
            if (!connected)
            {
                lost.TrySetResult();
            }
        };
        var stuck = new TaskCompletionSource();
        broker.Application.BeforeReceive = () => stuck.Task;

        // The application blocks, so the socket is not read and no ping is answered.
        var pending = PublishAsync(client, "t", "x");
        await lost.Task.WaitAsync(Eventually.Limit);
        stuck.SetResult();

        await Assert.ThrowsAsync<MqttNotConnectedException>(() => pending);
    }

    [Fact]
    public void Pauses_between_attempts_double_up_to_the_limit_with_jitter()
    {
        var delay = new ReconnectDelay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        foreach (var step in new[] { 1, 2, 4, 5, 5 })
        {
            Assert.InRange(delay.Next().TotalSeconds, step * 0.5, step);
        }

        delay.Reset();
        Assert.InRange(delay.Next().TotalSeconds, 0.5, 1);
    }

    private static async Task<MqttClient> ConnectAsync(
        TestBroker broker, string id, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var client = broker.Client(id, change);
        client.Start();
        await client.WaitConnectedAsync(default).WaitAsync(Eventually.Limit);
        return client;
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
