using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Gateway;

public sealed class MqttGatewayTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Channel<CommandReply> _replies = Channel.CreateBounded<CommandReply>(16);
    private IngestHost _host = null!;

    public async Task InitializeAsync() => _host = await IngestHost.StartAsync(
        _folder, services: s => s.AddSingleton<TakeReply>((reply, ct) => _replies.Writer.WriteAsync(reply, ct)));

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_acknowledged_is_in_the_store()
    {
        await using var client = await _host.ConnectAsync("m1", await _host.AddAsync("m1", "manhole-cover"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(MqttReasonCode.Success, await PublishAsync(client, "urbangrid/v1/m1/telemetry", $$$"""{"ts":{{{now + i}}},"values":{"tilt":{{{i}}}}}"""));
            Assert.Equal(i + 1, (await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", now, now + 100), default)).Count);
        }
    }

    [Fact]
    public async Task A_message_sent_twice_is_acknowledged_twice_and_stored_once()
    {
        await using var client = await _host.ConnectAsync("m1", await _host.AddAsync("m1", "manhole-cover"));
        var payload = $$$"""{"ts":{{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}},"values":{"tilt":1}}""";
        await PublishAsync(client, "urbangrid/v1/m1/telemetry", payload);
        await PublishAsync(client, "urbangrid/v1/m1/telemetry", payload);
        Assert.Single(await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default));
    }

    [Fact]
    public async Task A_payload_that_cannot_be_read_is_acknowledged_and_the_next_is_stored()
    {
        await using var client = await _host.ConnectAsync("m1", await _host.AddAsync("m1", "manhole-cover"));
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(client, "urbangrid/v1/m1/telemetry", "no json"));
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(client, "urbangrid/v1/m1/telemetry", """{"values":{"tilt":1}}"""));
        Assert.Single(await _host.Store.DeadLettersAsync("m1", 10, default));
        Assert.Single(await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default));
    }

    [Theory]
    [InlineData("m1", "not the token", "wrong_token")]
    [InlineData("nobody", "x", "unknown_device")]
    public async Task A_stranger_is_refused_and_the_log_says_why(string user, string token, string why)
    {
        await _host.AddAsync("m1", "manhole-cover");
        await using var client = _host.Client(user, token);
        client.Start();
        await Eventually.True(() => client.LastRefusal is not null, "a refusal");
        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, client.LastRefusal);
        Assert.Contains(await _host.Get<ConnectionLog>().ReadAsync(user, null, 10, default), e => e.Kind == ConnectionEventKind.Refused && e.Reason == why);
    }

    [Fact]
    public async Task A_device_that_is_shut_out_loses_its_session_and_may_not_come_back()
    {
        var token = await _host.AddAsync("m1", "manhole-cover");
        await using var client = await _host.ConnectAsync("m1", token);
        await _host.Registry.SetEnabledAsync("m1", false, default);
        await Eventually.TrueAsync(
            async () => (await _host.Get<ConnectionLog>().ReadAsync("m1", null, 10, default)).Any(e => e.Kind == ConnectionEventKind.Disconnected), "the session is closed");

        await using var again = _host.Client("m1", token);
        again.Start();
        await Eventually.True(() => again.LastRefusal == MqttReasonCode.NotAuthorized, "refused as not authorised");
    }

    [Theory]
    [InlineData("urbangrid/v1/m2/telemetry")]
    [InlineData("urbangrid/v1/m1/command/open")]
    [InlineData("urbangrid/v1/hub/incident")]
    [InlineData("elsewhere")]
    public async Task A_device_may_not_publish_outside_its_own_topics(string topic)
    {
        await _host.AddAsync("m2", "manhole-cover");
        await using var client = await _host.ConnectAsync("m1", await _host.AddAsync("m1", "manhole-cover"));
        Assert.Equal(MqttReasonCode.NotAuthorized, await PublishAsync(client, topic, """{"values":{"tilt":1}}"""));
        Assert.Empty(await _host.Store.QueryAsync(new SeriesQuery("m2", "tilt", 0, long.MaxValue / 2), default));
    }

    [Theory]
    [InlineData("m1", "urbangrid/v1/m1/command/#", true)]
    [InlineData("m1", "urbangrid/v1/m1/command/+", true)]
    [InlineData("m1", "urbangrid/v1/m2/command/#", false)]
    [InlineData("m1", "urbangrid/v1/+/command/#", false)]
    [InlineData("m1", "urbangrid/v1/m1/telemetry", false)]
    [InlineData("m1", "urbangrid/v1/hub/#", false)]
    [InlineData("m1", "#", false)]
    [InlineData("partner", "urbangrid/v1/hub/#", true)]
    [InlineData("partner", "urbangrid/v1/hub/incident", true)]
    [InlineData("partner", "urbangrid/v1/#", false)]
    [InlineData("edge", "urbangrid/v1/m2/command/#", true)]
    [InlineData("edge", "urbangrid/v1/m1/command/#", false)]
    public async Task Subscriptions_are_bound_to_who_asks(string user, string filter, bool allowed)
    {
        await _host.AddAsync("m1", "manhole-cover");
        await _host.AddAsync("partner", "integration");
        await _host.AddAsync("edge", "edge-agent");
        await _host.AddAsync("m2", "manhole-cover", gateway: "edge");
        Assert.Equal(allowed, new GatewaySession(user, _host.Get<DeviceLanes>()).MaySubscribe(filter));
    }

    [Fact]
    public async Task An_edge_agent_speaks_for_its_own_devices_and_for_no_other()
    {
        await _host.AddAsync("m1", "manhole-cover", gateway: "edge");
        await _host.AddAsync("m2", "manhole-cover");
        await using var agent = await _host.ConnectAsync("edge", await _host.AddAsync("edge", "edge-agent"));
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(agent, "urbangrid/v1/m1/telemetry", """{"values":{"tilt":1}}"""));
        Assert.Equal(MqttReasonCode.NotAuthorized, await PublishAsync(agent, "urbangrid/v1/m2/telemetry", """{"values":{"tilt":1}}"""));

        await _host.Registry.UpdateAsync(_host.Registry.Find("m2")! with { Gateway = "edge" }, default);
        Assert.Equal(MqttReasonCode.Success, await PublishAsync(agent, "urbangrid/v1/m2/telemetry", """{"values":{"tilt":1}}"""));
    }

    [Fact]
    public async Task A_frame_is_acknowledged_when_the_hub_has_taken_it()
    {
        var taken = new TaskCompletionSource();
        _host.Hub.OnFrame = () => taken.Task;
        await using var client = await _host.ConnectAsync("cam", await _host.AddAsync("cam", "camera"));
        var publish = client.PublishAsync(
            $"urbangrid/v1/cam/frame/{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xD9 }, MqttQos.AtLeastOnce, false, default);
        await Task.WhenAny(publish, Task.Delay(200));
        Assert.False(publish.IsCompleted);

        taken.SetResult();
        Assert.Equal(MqttReasonCode.Success, await publish.WaitAsync(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task A_command_reaches_the_device_and_its_reply_comes_back()
    {
        await using var client = await _host.ConnectAsync("lamp", await _host.AddAsync("lamp", "lamp-controller"));
        var commands = _host.Get<DeviceCommands>();
        var command = new OutgoingCommand("c-1", "lamp", "dim", null, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 60_000);
        Assert.False(await commands.SendAsync(command, default));
        await client.SubscribeAsync(
            "urbangrid/v1/lamp/command/#", MqttQos.AtLeastOnce,
            async (delivery, ct) =>
            {
                var id = System.Text.Json.JsonDocument.Parse(delivery.Payload).RootElement.GetProperty("id").GetString();
                await client.PublishAsync($"urbangrid/v1/lamp/reply/{id}", Encoding.UTF8.GetBytes("""{"ok":true,"result":{"dim":40}}"""), MqttQos.AtLeastOnce, false, ct);
            },
            default);

        Assert.True(await commands.SendAsync(command, default));

        var reply = await _replies.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(("lamp", "c-1", true), (reply.DeviceId, reply.CommandId, reply.Ok));
        Assert.Equal(40, reply.Result!.Value.GetProperty("dim").GetInt32());
    }

    [Fact]
    public async Task A_rotated_token_replaces_the_old_one()
    {
        var old = await _host.AddAsync("m1", "manhole-cover");
        var token = await _host.Registry.RotateTokenAsync("m1", default);
        await using var client = await _host.ConnectAsync("m1", token);
        Assert.False(_host.Registry.TokenMatches("m1", Encoding.UTF8.GetBytes(old)));
    }

    private static Task<MqttReasonCode> PublishAsync(MqttClient client, string topic, string payload) =>
        client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce, false, default).WaitAsync(TimeSpan.FromSeconds(15));
}
