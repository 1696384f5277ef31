using System.Diagnostics;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Bench;

/// <summary>The telemetry store with nothing before and behind it: the rows of a backlog, in the order in which the agents would send them.</summary>
internal static class StoreAlone
{
    /// <summary>Stores everything; returns how long the commits took.</summary>
    public static async Task<TimeSpan> RunAsync(string folder, BacklogPlan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var options = new IngestOptions { DataDirectory = folder, RegistryConnection = "" };
        await using var store = new SqliteTelemetryStore(options);
        var messagesPerCommit = Math.Max(1, CommitQueue.MaxRows / plan.RowsPerMessage);
        var elapsed = TimeSpan.Zero;
        foreach (var messages in Messages(plan).Chunk(messagesPerCommit))
        {
            var batch = messages.Select(m => Read(plan, m.Device, m.Message)).ToList();
            var began = Stopwatch.GetTimestamp();
            await store.AppendAsync(batch, cancellationToken);
            elapsed += Stopwatch.GetElapsedTime(began);
        }

        return elapsed;
    }

    /// <summary>The agents take turns, message by message.</summary>
    private static IEnumerable<(Device Device, int Message)> Messages(BacklogPlan plan)
    {
        for (var round = 0; round * plan.Agents < plan.Devices; round++)
        {
            var devices = Enumerable.Range(round * plan.Agents, Math.Min(plan.Agents, plan.Devices - (round * plan.Agents)))
                .Select(d => new Device { Id = BacklogPlan.DeviceId(d), Model = DeviceModels.Generic, Name = new LocalName("", "") }).ToArray();
            for (var message = 0; message < plan.MessagesPerDevice; message++)
            {
                foreach (var device in devices)
                {
                    yield return (device, message);
                }
            }
        }
    }

    private static Observation Read(BacklogPlan plan, Device device, int message)
    {
        var observation = new Observation { Device = device, Kind = TopicKind.Telemetry };
        var first = plan.FirstTime + ((long)message * plan.RowsPerMessage * BacklogPlan.IntervalMs);
        for (var i = 0; i < plan.RowsPerMessage; i++)
        {
            observation.Samples.Add(new TelemetrySample(BacklogPlan.Metric, first + (i * BacklogPlan.IntervalMs), 87, null));
        }

        return observation;
    }
}
