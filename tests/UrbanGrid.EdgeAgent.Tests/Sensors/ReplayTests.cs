using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Sensors;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Fixtures;

namespace UrbanGrid.EdgeAgent.Tests.Sensors;

public sealed class ReplayTests
{
    [Fact]
    public async Task Broken_rows_are_told_with_file_and_line_and_the_others_are_played()
    {
        using var bench = new EdgeBench();
        var path = bench.File("wells.csv");
        await File.WriteAllTextAsync(path, """
            offset,device,tilt,open
            0,w-1,1.5,false
            x,w-1,1.5,false
            1,w-1,2.5
            2,,3.5,
            1,w-1,9,true
            3,w-2,"4.5"oops,true
            4,w/2,1,true
            5,w-2,5.5,true
            """);
        var told = new List<string>();
        var rows = new List<ReplayRow>();
        await foreach (var row in new ReplayFile(path, told.Add).ReadAsync(CancellationToken.None))
        {
            rows.Add(row);
        }

        Assert.Equal([0, 2, 5], rows.Select(r => r.Offset.TotalSeconds));
        Assert.Equal(["w-1", null, "w-2"], rows.Select(r => r.DeviceId));
        Assert.Equal(["tilt"], rows[1].Values.Select(v => v.Key));
        Assert.Equal([3, 4, 6, 7, 8], told.Select(t => int.Parse(t.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(told, t => Assert.StartsWith("wells.csv:", t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_without_a_time_column_says_which_column_it_needs()
    {
        using var bench = new EdgeBench();
        await File.WriteAllTextAsync(bench.File("a.csv"), "device,tilt\nw-1,2\n");
        var refused = await Assert.ThrowsAsync<SettingsException>(async () =>
        {
            await foreach (var _ in new ReplayFile(bench.File("a.csv"), _ => { }).ReadAsync(CancellationToken.None))
            {
            }
        });
        Assert.Contains("name one column ts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_keeps_the_spacing_and_moves_the_stamps_to_the_present()
    {
        using var bench = new EdgeBench();
        await File.WriteAllTextAsync(bench.File("a.csv"), "ts,tilt\n1000,1\n1200,2\n1350,3\n");
        var settings = new SensorSettings { Id = "w-1", Kind = "replay", File = bench.File("a.csv") };
        var before = bench.Time.GetUtcNow().ToUnixTimeMilliseconds();
        using var replay = new ReplayedSensors(settings, bench.Outbox, bench.Board, bench.Time, NullLogger<ReplayedSensors>.Instance);
        await replay.RunAsync(CancellationToken.None);

        var messages = bench.TakeTelemetry();
        var sent = messages.Where(m => m.Topic.Kind == TopicKind.Telemetry)
            .Select(m => JsonSerializer.Deserialize(m.Payload, WireJson.Default.TelemetryPayload)!).ToList();
        Assert.Equal([0, 200, 350], sent.Select(s => s.Ts - sent[0].Ts));
        Assert.True(sent[0].Ts >= before);
        Assert.Equal([1, 2, 3], sent.Select(s => s.Values["tilt"].GetDouble()));
        Assert.Single(EdgeBench.EventsIn(messages, "replay_ended"));
    }
}
