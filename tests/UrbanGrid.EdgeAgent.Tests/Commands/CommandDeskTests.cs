using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Commands;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Capture;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.EdgeAgent.Vehicles;

namespace UrbanGrid.EdgeAgent.Tests.Commands;

public sealed class CommandDeskTests : IDisposable
{
    private readonly EdgeBench _bench = new();
    private readonly VehicleDevice _vehicle;
    private readonly CommandDesk _desk;

    public CommandDeskTests()
    {
        var route = new RouteLine([new(30, 120), new(30.01, 120)]);
        _vehicle = new VehicleDevice(new VehicleSettings { Id = "car-1" }, route, _bench.Outbox, _bench.Board, _bench.Time, new Random(1));
        _desk = new CommandDesk([_vehicle], _bench.Outbox, NullLogger<CommandDesk>.Instance);
    }

    [Fact]
    public void A_new_interval_is_confirmed()
    {
        var reply = Ask("set_interval", """{"id":"c-7","args":{"seconds":5}}""");
        Assert.Equal("c-7", reply.Topic.Tail);
        Assert.True(reply.Payload.Ok);
        Assert.Equal(5, reply.Payload.Result!.Value.GetProperty("seconds").GetDouble());
    }

    [Theory]
    [InlineData("set_interval", """{"id":"c-7","args":{"seconds":0}}""", "between 0.1 and 86400")]
    [InlineData("set_interval", """{"id":"c-7"}""", "needs {")]
    [InlineData("snapshot", """{"id":"c-7"}""", "no position yet")]
    [InlineData("self_destruct", """{"id":"c-7"}""", "unknown command 'self_destruct'; this device knows snapshot, text, set_interval")]
    public void What_cannot_be_done_is_refused_with_its_reason(string command, string json, string why)
    {
        var reply = Ask(command, json);
        Assert.False(reply.Payload.Ok);
        Assert.Contains(why, reply.Payload.Result!.Value.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urbangrid/v1/car-1/command/snapshot", "no json")]
    [InlineData("urbangrid/v1/car-1/command/snapshot", """{"id":"a/b"}""")]
    [InlineData("urbangrid/v1/stranger/command/snapshot", """{"id":"c-7"}""")]
    public void A_command_that_nobody_can_be_answered_for_is_ignored(string topic, string json)
    {
        _desk.Take(topic, Encoding.UTF8.GetBytes(json));
        Assert.Empty(_bench.TakeTelemetry());
    }

    [Fact]
    public async Task A_snapshot_of_a_camera_names_its_newest_frame_and_sends_it_again()
    {
        var clip = await FileCaptureTests.MakeClipAsync(_bench, seconds: 1);
        var camera = FileCaptureTests.Camera(_bench, new CameraSettings { Id = "cam-1", Source = clip, Loop = false, Fps = 2 });
        Assert.False(camera.Execute("snapshot", null).Ok);
        await camera.RunAsync(CancellationToken.None);
        var newest = _bench.TakeFrames()[^1];

        var answer = camera.Execute("snapshot", null);

        Assert.True(answer.Ok);
        Assert.Equal(newest.Topic.Tail, answer.Result["ts"]!.ToString());
        var again = Assert.Single(_bench.TakeFrames());
        Assert.Equal(newest.Topic, again.Topic);
        Assert.Equal(newest.Payload, again.Payload);
    }

    public void Dispose()
    {
        _vehicle.Dispose();
        _bench.Dispose();
    }

    private (DeviceTopic Topic, ReplyPayload Payload) Ask(string command, string json)
    {
        _desk.Take(DeviceTopic.Command("car-1", command), Encoding.UTF8.GetBytes(json));
        var (topic, payload) = Assert.Single(_bench.TakeTelemetry());
        Assert.Equal(TopicKind.Reply, topic.Kind);
        return (topic, JsonSerializer.Deserialize(payload, WireJson.Default.ReplyPayload)!);
    }
}
