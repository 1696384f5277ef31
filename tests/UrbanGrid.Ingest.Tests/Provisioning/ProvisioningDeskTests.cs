using System.Globalization;
using System.Text;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.Peers.Tests;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Provisioning;

public sealed class ProvisioningDeskTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private IngestHost _host = null!;

    private ProvisioningDesk Desk => _host.Get<ProvisioningDesk>();

    public async Task InitializeAsync() => _host = await IngestHost.StartAsync(_folder, _time);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_approved_device_is_given_its_token_exactly_once()
    {
        var key = await KeyAsync(KeyApproval.Manual);
        var asked = await Desk.AskAsync(Call(key, "SN-1"), default);
        Assert.Equal(ProvisionState.Pending, asked.State);
        Assert.Null((await Desk.AskAgainAsync(asked.RequestId!, asked.Secret!, "a", default)).Token);

        var approved = await Desk.ApproveAsync(
            asked.RequestId!, new ProvisionApproval("cover-1", new LocalName("井盖", "Cover"), new GeoPoint(31, 120), "C1", "admin"), default);
        Assert.Equal(("cover-1", "SN-1"), (approved.DeviceId, _host.Registry.Find("cover-1")!.Text("serial")));

        var collected = await Desk.AskAgainAsync(asked.RequestId!, asked.Secret!, "a", default);
        Assert.Equal("cover-1", _host.Registry.FindByToken(Encoding.UTF8.GetBytes(collected.Token!))?.Id);
        var again = await Desk.AskAgainAsync(asked.RequestId!, asked.Secret!, "a", default);
        Assert.Equal((ProvisionState.Approved, null), (again.State, again.Token));
        Assert.Equal("cover-1", _host.Registry.FindByToken(Encoding.UTF8.GetBytes(collected.Token!))?.Id);
    }

    [Fact]
    public async Task The_same_serial_number_is_the_same_request()
    {
        var key = await KeyAsync(KeyApproval.Manual, maxUses: 1);
        var first = await Desk.AskAsync(Call(key, "SN-1"), default);
        var second = await Desk.AskAsync(Call(key, "SN-1"), default);
        Assert.Equal(first.RequestId, second.RequestId);
        Assert.Single(await Desk.ListAsync(ProvisionState.Pending, 0, 10, default));
        await RefusedAsync(ProvisionRefusal.NoSuchRequest, () => Desk.AskAgainAsync(first.RequestId!, first.Secret!, "a", default));

        await Desk.ApproveAsync(first.RequestId!, new ProvisionApproval(null, null, null, null, "admin"), default);
        await RefusedAsync(ProvisionRefusal.Known, () => Desk.AskAsync(Call(key, "SN-1"), default));
        await RefusedAsync(ProvisionRefusal.Decided, () => Desk.RejectAsync(first.RequestId!, null, "admin", default));
    }

    [Fact]
    public async Task A_key_ends_with_its_uses_its_time_and_its_withdrawal()
    {
        var once = await KeyAsync(KeyApproval.Automatic, maxUses: 1);
        var answer = await Desk.AskAsync(Call(once, "SN-1"), default);
        Assert.Equal((ProvisionState.Approved, "SN-1"), (answer.State, answer.DeviceId));
        Assert.NotNull(answer.Token);
        await RefusedAsync(ProvisionRefusal.Known, () => Desk.AskAsync(Call(once, "SN-1"), default));
        await RefusedAsync(ProvisionRefusal.KeyNotValid, () => Desk.AskAsync(Call(once, "SN-2"), default));

        var hour = await KeyAsync(KeyApproval.Manual, expiresAt: _time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());
        await Desk.AskAsync(Call(hour, "SN-3"), default);
        _time.Advance(TimeSpan.FromHours(1));
        await RefusedAsync(ProvisionRefusal.KeyNotValid, () => Desk.AskAsync(Call(hour, "SN-4"), default));

        var gone = await KeyAsync(KeyApproval.Manual);
        Assert.True(await _host.Get<ProvisioningKeys>().DeleteAsync(gone.Split('.')[0], default));
        await RefusedAsync(ProvisionRefusal.KeyNotValid, () => Desk.AskAsync(Call(gone, "SN-5"), default));
        await RefusedAsync(ProvisionRefusal.KeyNotValid, () => Desk.AskAsync(Call(gone + "x", "SN-5"), default));
    }

    [Fact]
    public async Task A_rejected_device_is_told_and_its_use_of_the_key_is_given_back()
    {
        var key = await KeyAsync(KeyApproval.Manual, maxUses: 1);
        var asked = await Desk.AskAsync(Call(key, "SN-1"), default);
        await Desk.RejectAsync(asked.RequestId!, "not ours", "admin", default);
        Assert.Equal(ProvisionState.Rejected, (await Desk.AskAgainAsync(asked.RequestId!, asked.Secret!, "a", default)).State);
        Assert.Equal(ProvisionState.Pending, (await Desk.AskAsync(Call(key, "SN-2"), default)).State);
    }

    [Fact]
    public async Task One_address_may_try_so_often_and_another_does_not_notice()
    {
        for (var i = 0; i < AddressThrottle.PerMinute; i++)
        {
            await RefusedAsync(ProvisionRefusal.KeyNotValid, () => Desk.AskAsync(Call("guess.wrong", "SN-1"), default));
        }

        var refused = await RefusedAsync(ProvisionRefusal.TooMany, () => Desk.AskAsync(Call("guess.wrong", "SN-1"), default));
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var key = await KeyAsync(KeyApproval.Manual);
        await Desk.AskAsync(Call(key, "SN-1") with { Address = "10.0.0.2:1234" }, default);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Desk.AskAsync(Call(key, "SN-2"), default);
    }

    [Fact]
    public async Task Neither_key_nor_secret_nor_token_is_in_the_database()
    {
        var key = await KeyAsync(KeyApproval.Manual);
        var asked = await Desk.AskAsync(Call(key, "SN-1"), default);
        await Desk.ApproveAsync(asked.RequestId!, new ProvisionApproval(null, null, null, null, "admin"), default);
        var token = (await Desk.AskAgainAsync(asked.RequestId!, asked.Secret!, "a", default)).Token!;
        foreach (var secret in new[] { key.Split('.')[1], asked.Secret!, token })
        {
            foreach (var file in Directory.GetFiles(_folder.Path, "app.db*"))
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var all = new MemoryStream();
                await stream.CopyToAsync(all);
                Assert.True(all.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0);
            }
        }
    }

    [SkippableFact]
    public async Task A_device_set_up_for_thingsboards_provisioning_gets_its_token_over_mqtt()
    {
        var key = (await KeyAsync(KeyApproval.Automatic)).Split('.');
        await using var subscriber = PeerProgram.Start("mosquitto_sub", [.. Connect(), "-t", "/provision/response"]);
        var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = _host.Port, ClientId = "provision-test", UserName = "provision" },
            TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<MqttClient>.Instance);
        client.Start();
        await using var closing = client;
        var answers = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.WaitConnectedAsync(patience.Token);
        await client.SubscribeAsync(
            "/provision/response", MqttQos.AtLeastOnce,
            (delivery, _) =>
            {
                answers.Enqueue(Encoding.UTF8.GetString(delivery.Payload.Span));
                return ValueTask.CompletedTask;
            },
            default);
        var request = JsonSerializer.SerializeToUtf8Bytes(new { deviceName = "DEVICE_NAME", provisionDeviceKey = key[0], provisionDeviceSecret = key[1] });
        await client.PublishAsync("/provision/request", request, MqttQos.AtLeastOnce, false, default);
        await Eventually.True(() => !answers.IsEmpty, "the answer");
        var answer = JsonDocument.Parse(answers.First()).RootElement;
        Assert.Equal(("SUCCESS", "ACCESS_TOKEN"), (answer.GetProperty("status").GetString(), answer.GetProperty("credentialsType").GetString()));
        Assert.Equal("DEVICE_NAME", _host.Registry.FindByToken(Encoding.UTF8.GetBytes(answer.GetProperty("credentialsValue").GetString()!))?.Id);

        await client.PublishAsync("/provision/request", request, MqttQos.AtLeastOnce, false, default);
        await Eventually.True(() => answers.Count == 2, "the second answer");
        Assert.DoesNotContain("credentialsValue", answers.Last(), StringComparison.Ordinal);
        Assert.Equal(MqttReasonCode.NotAuthorized, await client.PublishAsync("v1/devices/me/telemetry", "{}"u8.ToArray(), MqttQos.AtLeastOnce, false, default));
        Assert.Empty(subscriber.Lines);
    }

    private async Task<string> KeyAsync(KeyApproval approval, int? maxUses = null, long? expiresAt = null) =>
        (await _host.Get<ProvisioningKeys>().CreateAsync("test", "manhole-cover", approval, expiresAt, maxUses, "admin", default)).Secret;

    private static ProvisionCall Call(string key, string serial) => new(key, serial, null, null, null, "10.0.0.1", KeepsSecret: true);

    private string[] Connect() => ["-h", "127.0.0.1", "-p", _host.Port.ToString(CultureInfo.InvariantCulture), "-u", "provision"];

    private static async Task<ProvisionRefusedException> RefusedAsync(ProvisionRefusal refusal, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<ProvisionRefusedException>(act);
        Assert.Equal(refusal, refused.Refusal);
        return refused;
    }
}
