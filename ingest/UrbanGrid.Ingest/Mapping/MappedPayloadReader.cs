using System.Buffers;
using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>Reads a vendor's own JSON by the mapping of the device's model.</summary>
internal static class MappedPayloadReader
{
    private static readonly IReadOnlyDictionary<string, double> NoAttributes = new Dictionary<string, double>();

    /// <summary>Reads a message; returns what the mapping could not read of it.</summary>
    public static IReadOnlyList<MappingProblem> Read(in ReadOnlySequence<byte> payload, PayloadMapping mapping, ReadScope scope, bool anyDevice = false)
    {
        if (payload.Length > scope.Options.MaxJsonBytes)
        {
            scope.Observation.RefuseWhole(Refusal.PayloadTooLarge, $"{payload.Length} bytes; {scope.Options.MaxJsonBytes} are allowed.");
            return [];
        }

        var run = new MappingRun(mapping, scope.Options.TimeZone, scope.Options.MaxSamples);
        try
        {
            using var document = JsonDocument.Parse(payload);
            run.Read(document.RootElement, anyDevice ? null : scope.Lane.Device);
            foreach (var record in run.Records)
            {
                Take(record, scope);
            }
        }
        catch (JsonException problem)
        {
            scope.Observation.RefuseWhole(Refusal.BadJson, problem.Message);
            return [];
        }

        foreach (var problem in run.Problems)
        {
            scope.Observation.Refuse(Refusal.NotMapped, $"{problem.Path}: {problem.Message.En}");
        }

        return run.Problems;
    }

    private static void Take(MappedRecord record, ReadScope scope)
    {
        if (record.IsEmpty)
        {
            return;
        }

        var observation = scope.Observation;
        var first = observation.Samples.Count;
        foreach (var (metric, value, text) in record.Values)
        {
            if (text is null)
            {
                SampleCheck.Accept(metric, value, scope);
            }
            else
            {
                SampleCheck.AcceptText(metric, text, scope);
            }
        }

        if (!SampleCheck.Stamp(scope, first, record.Ts, out var timestamp))
        {
            return;
        }

        if (record.Position is { } at && PositionPayloadReader.Check(at.Lat, at.Lon, observation) is { } place)
        {
            observation.Positions.Add(new PositionSample(timestamp, place, at.Speed, at.Course, null, null, NoAttributes));
        }

        if (record.Event is { } happened)
        {
            if (observation.Event is null)
            {
                observation.Event = new DeviceEvent(timestamp, happened.Type, happened.Data?.GetRawText());
            }
            else
            {
                observation.Refuse(Refusal.NotMapped, "A message carries one event.");
            }
        }
    }
}
