using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Fixtures;

/// <summary>Spool, outbox and status board of an agent whose hub is not there.</summary>
internal sealed class EdgeBench : IDisposable
{
    private readonly TempFolder _folder = new();

    public EdgeBench(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Spool = new SpoolFolder(new SpoolSettings { Directory = _folder.File("spool") }, Time);
        Outbox = new Outbox(Spool, "agent-1", Time, NullLogger<Outbox>.Instance);
        var client = new MqttClient(new MqttClientOptions { Host = "127.0.0.1", ClientId = "agent-1" }, Time, NullLogger<MqttClient>.Instance);
        Board = new StatusBoard(client, NullLogger<StatusBoard>.Instance);
        Now = new NowLine(client);
    }

    public TimeProvider Time { get; }

    public SpoolFolder Spool { get; }

    public Outbox Outbox { get; }

    public StatusBoard Board { get; }

    public NowLine Now { get; }

    public string File(string name) => _folder.File(name);

    /// <summary>What has been handed over since the last call, in order.</summary>
    public List<(DeviceTopic Topic, byte[] Payload)> TakeTelemetry() => Take(Spool.Telemetry);

    /// <inheritdoc cref="TakeTelemetry"/>
    public List<(DeviceTopic Topic, byte[] Payload)> TakeFrames() => Take(Spool.Frames);

    /// <inheritdoc cref="TakeTelemetry"/>
    public List<(DeviceTopic Topic, byte[] Payload)> TakeFiles() => Take(Spool.Files);

    /// <summary>The first frame ever handed over; the lane is read from its begin again.</summary>
    public (DeviceTopic Topic, byte[] Payload) TakeFirstFrame()
    {
        Spool.Frames.Rewind();
        return Take(Spool.Frames)[0];
    }

    /// <summary>The last one.</summary>
    public (DeviceTopic Topic, byte[] Payload) TakeLastFrame()
    {
        Spool.Frames.Rewind();
        return Take(Spool.Frames)[^1];
    }

    /// <summary>Events of a type among those messages.</summary>
    public static List<string> EventsIn(IEnumerable<(DeviceTopic Topic, byte[] Payload)> messages, string type) =>
        [.. messages.Where(m => m.Topic.Kind == TopicKind.Event).Select(m => Encoding.UTF8.GetString(m.Payload)).Where(e => e.Contains($"\"{type}\"", StringComparison.Ordinal))];

    public void Dispose()
    {
        Spool.Dispose();
        _folder.Dispose();
    }

    private static List<(DeviceTopic, byte[])> Take(SpoolLane lane)
    {
        var taken = new List<(DeviceTopic, byte[])>();
        while (lane.TryRead(out var record, out _))
        {
            Assert.True(DeviceTopic.TryParse(record.Topic, out var topic), record.Topic);
            taken.Add((topic, record.Payload.ToArray()));
        }

        return taken;
    }
}
