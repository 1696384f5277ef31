using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

public sealed class SessionTests
{
    [Fact]
    public async Task Connack_of_5_tells_what_the_server_does_and_where_its_limits_are()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions
        {
            MaxInflightPerSession = 17, MaxPacketBytes = 5_000, MaxSessionExpiry = TimeSpan.FromSeconds(30),
            MaxKeepAlive = TimeSpan.FromSeconds(60), ResponseInformation = "answers/",
        });
        using var client = await RawClient.OpenAsync(broker);
        await client.SendAsync(new ConnectPacket
        {
            Version = MqttVersion.V5, ClientId = "", KeepAliveSeconds = 90, SessionExpirySeconds = 60, WantsResponseInformation = true,
        });

        var told = (await client.ReadConnAckAsync()).Properties!;

        Assert.Equal(30u, told.Number(PropertyId.SessionExpiryInterval));
        Assert.Equal(60u, told.Number(PropertyId.ServerKeepAlive));
        Assert.Equal("answers/", told.Text(PropertyId.ResponseInformation));
        Assert.Equal(17u, told.Number(PropertyId.ReceiveMaximum));
        Assert.Null(told.Number(PropertyId.MaximumQoS));
        Assert.Equal(5_000u, told.Number(PropertyId.MaximumPacketSize));
        Assert.Equal(1u, told.Number(PropertyId.SharedSubscriptionAvailable));
        Assert.Equal(1u, told.Number(PropertyId.WildcardSubscriptionAvailable));
        Assert.StartsWith("auto-", told.Text(PropertyId.AssignedClientIdentifier), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_wrong_password_is_refused_with_its_reason(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Authenticate = r =>
            r.Password.Span.SequenceEqual("right"u8) ? MqttReasonCode.Success : MqttReasonCode.BadUserNameOrPassword;
        using var client = await RawClient.OpenAsync(broker, version);

        await client.SendAsync(new ConnectPacket
        {
            Version = version, ClientId = "device", KeepAliveSeconds = 0, UserName = "device", Password = "wrong"u8.ToArray(),
        });

        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, (await client.ReadConnAckAsync()).Reason);
        Assert.Null(await client.ReadAsync());
        Assert.Equal(1, broker.Server.Counters.Refused);
        Assert.Empty(broker.Application.Events);
    }

    [Fact]
    public async Task A_connect_that_the_application_cannot_check_is_told_to_come_later()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Authenticate = _ => throw new InvalidOperationException("The store is away.");
        using var client = await RawClient.OpenAsync(broker);

        await client.SendAsync(new ConnectPacket { Version = MqttVersion.V5, ClientId = "device", KeepAliveSeconds = 0 });

        Assert.Equal(MqttReasonCode.ServerUnavailable, (await client.ReadConnAckAsync()).Reason);
    }

    [Fact]
    public async Task What_the_application_found_at_authentication_is_on_the_session()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Authenticate = r =>
        {
            r.Tag = "found";
            return MqttReasonCode.Success;
        };
        var seen = new TaskCompletionSource<object?>();
        broker.Application.PublishAllowed = (s, _) => seen.TrySetResult(s.Tag);
        using var client = await RawClient.ConnectAsync(broker, "device");

        await client.PublishAsync("t", "x");

        Assert.Equal("found", await seen.Task.WaitAsync(Eventually.Limit));
    }

    [Theory]
    [InlineData("10 0D 0004 4D515454 03 02 0000 0001 61", "20 02 00 01")] // level 3
    [InlineData("10 0F 0006 4D5149736470 03 02 0000 0001 61", "20 02 00 01")] // MQIsdp, version 3.1
    [InlineData("10 0D 0004 4D515454 06 02 0000 0001 61", "20 02 00 01")] // level 6
    [InlineData("10 0C 0004 4D515454 04 00 0000 0000", "20 02 00 02")] // 3.1.1, no id, session to be kept
    public async Task A_connect_that_cannot_be_served_gets_the_return_code_of_the_standard(string connect, string answer)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.OpenAsync(broker, MqttVersion.V311);

        await client.SendAsync(connect);

        var packet = await client.ReadAsync(PacketType.ConnAck);
        Assert.Equal(Wire.FromHex(answer)[2..], packet.Body.FirstSpan.ToArray());
        Assert.Null(await client.ReadAsync());
    }

    [Fact]
    public async Task A_second_connection_of_the_same_client_takes_the_session_over()
    {
        await using var broker = await TestBroker.StartAsync();
        using var first = await RawClient.ConnectAsync(broker, "device");
        using var second = await RawClient.ConnectAsync(broker, "device");

        Assert.Equal(MqttReasonCode.SessionTakenOver, await first.ReadDisconnectAsync());
        Assert.Null(await first.ReadAsync());
        Assert.Equal(1, broker.Server.SessionCount);
        await Eventually.UntilAsync(() => broker.Application.Events.Count == 3);
        Assert.Equal(["start device", "end device SessionTakenOver", "start device"], broker.Application.Events);
    }

    [Fact]
    public async Task A_client_silent_for_one_and_a_half_keep_alives_is_disconnected()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        using var client = await RawClient.ConnectAsync(broker, "device", change: c => c with { KeepAliveSeconds = 10 });
        using var lively = await RawClient.ConnectAsync(broker, "lively", change: c => c with { KeepAliveSeconds = 10 });

        time.Advance(TimeSpan.FromSeconds(14));
        await lively.SendAsync("C000");
        await lively.ReadAsync(PacketType.PingResp);
        Assert.Equal(2, broker.Server.SessionCount);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(MqttReasonCode.KeepAliveTimeout, await client.ReadDisconnectAsync());
        Assert.Null(await client.ReadAsync());
        await lively.SendAsync("C000");
        await lively.ReadAsync(PacketType.PingResp);
    }

    [Fact]
    public async Task A_client_that_the_server_holds_up_is_not_silent()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 1 }, time);
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(
            broker, "device", MqttVersion.V311, c => c with { KeepAliveSeconds = 10 });
        byte[] two = [.. Wire.Publish(MqttVersion.V311, "t", "x", 1), .. Wire.Publish(MqttVersion.V311, "t", "x", 2)];
        await client.SendAsync(two);
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 1);

        time.Advance(TimeSpan.FromSeconds(60));
        broker.Application.CompleteAll();

        Assert.Equal(1, (await client.ReadAckAsync()).PacketId);
        Assert.Equal(2, (await client.ReadAckAsync()).PacketId);
    }

    [Fact]
    public async Task A_connection_without_connect_is_closed_after_the_timeout()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        using var client = await RawClient.OpenAsync(broker);
        await client.SendAsync("10");

        var reading = client.ReadAsync();
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        Assert.Null(await reading);
        Assert.Equal(1, broker.Server.Counters.Refused);
    }

    [Theory]
    [InlineData("E0 00", false)]
    [InlineData("E0 01 04", true)]
    [InlineData("", true)]
    [InlineData("C0 01 00", true)]
    public async Task The_will_is_published_unless_the_client_says_goodbye(string last, bool published)
    {
        await using var broker = await TestBroker.StartAsync();
        var client = await RawClient.ConnectAsync(broker, "device", change: c => c with
        {
            Will = new MqttWill("urbangrid/v1/device/status", "offline"u8.ToArray(), MqttQos.AtLeastOnce, true),
            WillProperties = new MqttMessageProperties { ContentType = "text/plain" },
        });
        if (last.Length > 0)
        {
            await client.SendAsync(last);
        }

        client.Dispose();

        await Eventually.UntilAsync(() => broker.Application.Events.Count == 2);
        var wills = broker.Application.Received.Select(m => $"{m.Topic} {m.Payload} {m.Retain} {m.Properties?.ContentType}");
        Assert.Equal(published ? ["urbangrid/v1/device/status offline True text/plain"] : [], wills);
    }

    [Fact]
    public async Task Wills_are_not_published_when_the_server_stops()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "device", change: c => c with
        {
            Will = new MqttWill("t", "offline"u8.ToArray(), MqttQos.AtLeastOnce, false),
        });

        await broker.Server.StopAsync(TimeSpan.FromSeconds(1));

        Assert.Contains("end device ServerShuttingDown", broker.Application.Events);
        Assert.Empty(broker.Application.Received);
    }

    [Fact]
    public async Task The_application_can_disconnect_a_client()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "device");

        broker.Server.Disconnect("device", MqttReasonCode.AdministrativeAction);

        Assert.Equal(MqttReasonCode.AdministrativeAction, await client.ReadDisconnectAsync());
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
    }

    [Fact]
    public async Task An_application_that_fails_loses_that_connection_alone()
    {
        await using var broker = await TestBroker.StartAsync();
        using var unlucky = await RawClient.ConnectAsync(broker, "unlucky");
        using var other = await RawClient.ConnectAsync(broker, "other");
        broker.Application.BeforeReceive = () => throw new InvalidOperationException("broken");
        await unlucky.PublishAsync("t", "x", 1);
        Assert.Equal(MqttReasonCode.ImplementationSpecificError, await unlucky.ReadDisconnectAsync());

        broker.Application.BeforeReceive = () => Task.CompletedTask;
        await other.PublishAsync("t", "x", 1);

        Assert.Equal(1, (await other.ReadAckAsync()).PacketId);
    }

    [Fact]
    public async Task More_sessions_than_allowed_are_refused_as_busy()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxSessions = 1 });
        using var first = await RawClient.ConnectAsync(broker, "a");
        using var second = await RawClient.OpenAsync(broker);

        await second.SendAsync(new ConnectPacket { Version = MqttVersion.V5, ClientId = "b", KeepAliveSeconds = 0 });

        Assert.Equal(MqttReasonCode.ServerBusy, (await second.ReadConnAckAsync()).Reason);
    }
}
