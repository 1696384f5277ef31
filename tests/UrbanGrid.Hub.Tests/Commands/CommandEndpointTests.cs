using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Commands;

[Collection(nameof(OneHub))]
public sealed class CommandEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_dispatcher_switches_a_lamp_and_everybody_sees_its_answer()
    {
        await using var lamp = await ConnectAsync("lamp-02");
        await ObeyAsync(lamp, "lamp-02", _ => """{"ok":true,"result":{"relay":"closed"}}""");
        using var dispatcher = await hub.SignInAsync("dispatcher");
        using var leader = await hub.SignInAsync("leader");
        await using var stream = await EventReader.OpenAsync(leader, null);

        var ordered = await dispatcher.PostAsync("/devices/lamp-02/commands", new { name = "switch", args = new { on = true } }, HttpStatusCode.Accepted);

        var pushed = await stream.NextAsync("command", data => (string?)data["id"] == (string?)ordered["id"] && (string?)data["state"] == "answered");
        Assert.Equal("closed", (string?)pushed.Data["result"]!["relay"]);
        var listed = (await leader.GetAsync("/devices/lamp-02/commands"))["items"]![0]!;
        Assert.Equal(("switch", true, "孙派"), ((string?)listed["name"], (bool?)listed["args"]!["on"], (string?)listed["by"]));
        Assert.Equal(pushed.Data.ToJsonString(), listed.ToJsonString());
    }

    [Fact]
    public async Task A_lamp_that_is_offline_is_switched_when_it_comes()
    {
        using var admin = await hub.SignInAsync("admin");
        var ordered = await admin.PostAsync("/devices/lamp-03/commands", new { name = "dim", args = new { level = 40 }, timeoutS = 600 }, HttpStatusCode.Accepted);
        Assert.Equal("waiting", (string?)ordered["state"]);

        await using var lamp = await ConnectAsync("lamp-03");
        await ObeyAsync(lamp, "lamp-03", command => $$$"""{"ok":true,"result":{"dim":{{{command["args"]!["level"]}}}}}""");

        var answered = await EventuallyAsync(admin, "lamp-03", ordered, "answered");
        Assert.Equal(40, (int?)answered["result"]!["dim"]);
    }

    [Fact]
    public async Task A_camera_behind_an_edge_agent_is_told_through_it()
    {
        await using var agent = await ConnectAsync("edge-01");
        await ObeyAsync(agent, "cam-01", _ => """{"ok":true,"result":{"note":"frame follows"}}""");
        using var dispatcher = await hub.SignInAsync("dispatcher");

        var ordered = await dispatcher.PostAsync("/devices/cam-01/commands", new { name = "snapshot" }, HttpStatusCode.Accepted);

        Assert.Equal("frame follows", (string?)(await EventuallyAsync(dispatcher, "cam-01", ordered, "answered"))["result"]!["note"]);
    }

    [Fact]
    public async Task A_reply_that_cannot_be_read_fails_the_command_and_says_so()
    {
        await using var lamp = await ConnectAsync("lamp-04");
        await ObeyAsync(lamp, "lamp-04", _ => "yes!");
        using var admin = await hub.SignInAsync("admin");

        var ordered = await admin.PostAsync("/devices/lamp-04/commands", new { name = "switch", args = new { on = false } }, HttpStatusCode.Accepted);

        Assert.Contains("cannot be read", (string)(await EventuallyAsync(admin, "lamp-04", ordered, "failed"))["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_may_be_called_off()
    {
        using var admin = await hub.SignInAsync("admin");
        var ordered = await admin.PostAsync("/devices/lamp-06/commands", new { name = "switch", args = new { on = false } }, HttpStatusCode.Accepted);
        var path = $"/devices/lamp-06/commands/{(string)ordered["id"]!}";

        Assert.Equal("cancelled", (string?)(await admin.SendAsync(HttpMethod.Delete, path, JsonContent.Create(new { })))["state"]);
        await admin.SendAsync(HttpMethod.Delete, path, JsonContent.Create(new { }), HttpStatusCode.Conflict);
        await admin.SendAsync(HttpMethod.Delete, path.Replace("lamp-06", "lamp-07", StringComparison.Ordinal), JsonContent.Create(new { }), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("leader")]
    [InlineData("acceptor")]
    [InlineData("shift_leader")]
    [InlineData("collector")]
    public async Task Nobody_but_dispatchers_and_administrators_moves_things_in_the_street(string role)
    {
        using var client = await hub.SignInAsync(role);

        await client.PostAsync("/devices/lamp-07/commands", new { name = "switch", args = new { on = true } }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_a_device_cannot_do_is_refused_with_what_it_can()
    {
        using var admin = await hub.SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.Add("Accept-Language", "en");

        var problem = await admin.PostAsync("/devices/lamp-07/commands", new { name = "fly" }, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("This device knows no command 'fly'; it knows: switch, dim, set_interval.", (string?)problem["detail"]);
        await admin.PostAsync("/devices/nothing/commands", new { name = "fly" }, HttpStatusCode.NotFound);
    }

    private static Task<JsonNode> EventuallyAsync(HubClient client, string device, JsonNode ordered, string state) => Eventually.GetAsync(
        async () => (await client.GetAsync($"/devices/{device}/commands"))["items"]!.AsArray()
            .FirstOrDefault(c => (string?)c!["id"] == (string?)ordered["id"] && (string?)c["state"] == state),
        $"the command to be {state}", TimeSpan.FromSeconds(60));

    /// <summary>Subscribes to a device's commands and answers each once, as a device that tells repeats by their id.</summary>
    private static async Task ObeyAsync(MqttClient client, string device, Func<JsonNode, string> answer)
    {
        var done = new ConcurrentDictionary<string, bool>();
        await client.SubscribeAsync(
            DeviceTopic.Command(device, "+"), MqttQos.AtLeastOnce,
            async (delivery, ct) =>
            {
                var command = JsonNode.Parse(delivery.Payload.Span)!;
                if (done.TryAdd((string)command["id"]!, true))
                {
                    await client.PublishAsync(DeviceTopic.Reply(device, (string)command["id"]!), Encoding.UTF8.GetBytes(answer(command)), MqttQos.AtLeastOnce, false, ct);
                }
            },
            default);
    }

    private async Task<MqttClient> ConnectAsync(string id)
    {
        var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = $"{id}-commands", UserName = id, Password = hub.TokenOf(id) },
            TimeProvider.System, NullLogger<MqttClient>.Instance);
        client.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await client.WaitConnectedAsync(patience.Token);
        return client;
    }
}
