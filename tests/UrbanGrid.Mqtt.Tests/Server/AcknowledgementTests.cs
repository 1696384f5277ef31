namespace UrbanGrid.Mqtt.Tests;

public sealed class AcknowledgementTests
{
    [Fact]
    public async Task Acknowledgements_leave_in_the_order_of_the_messages_however_they_are_completed()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device");
        for (ushort id = 1; id <= 100; id++)
        {
            await client.PublishAsync("t", "x", id);
        }

        await Eventually.UntilAsync(() => broker.Application.Held.Count == 100);
        var receipts = broker.Application.Held.ToArray();
        var order = new Random(7);
        Parallel.ForEach(receipts.OrderBy(_ => order.Next()).ToArray(), r => r.Complete());

        for (ushort id = 1; id <= 100; id++)
        {
            Assert.Equal(id, (await client.ReadAckAsync()).PacketId);
        }
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_the_oldest_message_is_completed()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device");
        await client.PublishAsync("t", "first", 1);
        await client.PublishAsync("t", "second", 2);
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 2);
        var receipts = broker.Application.Held.ToArray();

        receipts[1].Complete();
        await client.SendAsync("C000");
        Assert.Equal(Codec.PacketType.PingResp, (await client.ReadAsync())!.Value.Type);
        receipts[0].Complete();

        Assert.Equal(1, (await client.ReadAckAsync()).PacketId);
        Assert.Equal(2, (await client.ReadAckAsync()).PacketId);
    }

    [Fact]
    public async Task A_receipt_completed_twice_acknowledges_once()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device");
        await client.PublishAsync("t", "x", 1);
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 1);
        Assert.True(broker.Application.Held.TryDequeue(out var receipt));

        receipt.Complete();
        receipt.Complete(MqttReasonCode.QuotaExceeded);
        Assert.Equal(new Codec.AckPacket(1, MqttReasonCode.Success), await client.ReadAckAsync());

        await client.SendAsync("C000");
        Assert.Equal(Codec.PacketType.PingResp, (await client.ReadAsync())!.Value.Type);
    }

    [Theory]
    [InlineData(MqttVersion.V5, MqttReasonCode.PayloadFormatInvalid)]
    [InlineData(MqttVersion.V311, MqttReasonCode.Success)]
    public async Task A_rejected_message_tells_its_reason_where_the_version_has_room(MqttVersion version, MqttReasonCode told)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Verdict = _ => MqttReasonCode.PayloadFormatInvalid;
        using var client = await RawClient.ConnectAsync(broker, "device", version);

        await client.PublishAsync("t", "x", 9);

        Assert.Equal(new Codec.AckPacket(9, told), await client.ReadAckAsync());
    }

    [Fact]
    public async Task A_client_of_3_1_1_is_not_read_while_its_window_is_full()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 4 });
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device", MqttVersion.V311);
        for (ushort id = 1; id <= 10; id++)
        {
            await client.PublishAsync("t", "x", id);
        }

        await Eventually.UntilAsync(() => broker.Application.Received.Count == 4);
        for (ushort id = 1; id <= 10; id++)
        {
            await Eventually.UntilAsync(() => !broker.Application.Held.IsEmpty);
            Assert.InRange(broker.Application.Received.Count, id, id + 3);
            Assert.True(broker.Application.Held.TryDequeue(out var receipt));
            receipt.Complete();
            Assert.Equal(id, (await client.ReadAckAsync()).PacketId);
        }
    }

    [Fact]
    public async Task A_client_of_5_that_exceeds_the_receive_maximum_is_disconnected()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 4 });
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device");
        for (ushort id = 1; id <= 5; id++)
        {
            await client.PublishAsync("t", "x", id);
        }

        Assert.Equal(MqttReasonCode.ReceiveMaximumExceeded, await client.ReadDisconnectAsync());
        Assert.Null(await client.ReadAsync());
        Assert.Equal(4, broker.Application.Received.Count);
    }

    [Fact]
    public async Task Stopping_waits_for_open_receipts_and_then_says_goodbye()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device");
        await client.PublishAsync("t", "x", 3);
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 1);

        var stopping = broker.Server.StopAsync(Eventually.Limit);
        using (var late = await RawClient.OpenAsync(broker))
        {
            await late.SendAsync(new Codec.ConnectPacket { Version = MqttVersion.V5, ClientId = "late", KeepAliveSeconds = 0 });
            Assert.Equal(MqttReasonCode.ServerShuttingDown, (await late.ReadConnAckAsync()).Reason);
        }

        Assert.False(stopping.IsCompleted);
        broker.Application.CompleteAll();

        Assert.Equal(3, (await client.ReadAckAsync()).PacketId);
        Assert.Equal(MqttReasonCode.ServerShuttingDown, await client.ReadDisconnectAsync());
        await stopping;
        Assert.Contains("end device ServerShuttingDown", broker.Application.Events);
    }

    [Fact]
    public async Task Stopping_does_not_wait_longer_than_its_patience()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        using var client = await RawClient.ConnectAsync(broker, "device");
        await client.PublishAsync("t", "x", 3);
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 1);

        await broker.Server.StopAsync(TimeSpan.FromMilliseconds(50)).WaitAsync(Eventually.Limit);

        Assert.Equal(MqttReasonCode.ServerShuttingDown, await client.ReadDisconnectAsync());
    }
}
