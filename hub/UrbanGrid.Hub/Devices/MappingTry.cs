using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Mapping;

namespace UrbanGrid.Hub.Devices;

/// <summary>Body of <c>POST /device-models/{key}/mapping/try</c>; without a mapping the model's own is tried.</summary>
public sealed record MappingTryInput(string? Topic, string? Payload, JsonElement? Mapping);

/// <summary>A value a message would become.</summary>
public sealed record TriedSample(long Ts, string Metric, double Value, string? Text);

/// <summary>A fix a message would become.</summary>
public sealed record TriedPosition(long Ts, double Lat, double Lon, double? Speed, double? Course);

/// <summary>An event a message would become.</summary>
public sealed record TriedEvent(long Ts, string Type, JsonElement? Data);

/// <summary>What a message would become, and what is wrong with it or with the mapping.</summary>
public sealed record MappingTryView(
    IReadOnlyList<TriedSample> Samples, TriedPosition? Position, IReadOnlyList<TriedEvent> Events, IReadOnlyList<FaultView> Problems);

/// <summary><c>/device-models/{key}/mapping/try</c>: a draft of a mapping against a message; nothing is stored.</summary>
public static class MappingTry
{
    /// <summary>Tries it.</summary>
    public static MappingTryView Try(string key, MappingTryInput input, DeviceModels models, IngestOptions options, TimeProvider time)
    {
        var model = models.Find(key) ?? throw ProblemException.NotFound("device model", key);
        var payload = input.Payload ?? throw new ProblemException("missing_value", "payload");
        PayloadMapping? mapping;
        if (input.Mapping is { ValueKind: not JsonValueKind.Null } draft)
        {
            var faults = MappingCheck.Read(draft, "$.mapping", out mapping);
            if (mapping is null || faults.Count > 0)
            {
                return new MappingTryView([], null, [], [.. faults.Select(ModelEndpoints.View)]);
            }
        }
        else
        {
            mapping = model.Mapping ?? throw new ProblemException("missing_value", "mapping");
        }

        var trial = MappingTrial.Run(model, mapping, payload, options, time);
        List<FaultView> problems = [.. trial.Problems.Select(p => new FaultView(p.Path, new LocalText(p.Message.Zh, p.Message.En)))];
        if (input.Topic is { Length: > 0 } topic && !MappingTrial.Carries(mapping, topic))
        {
            problems.Insert(0, new FaultView("topic", new LocalText($"映射没有主题“{topic}”。", $"The mapping has no topic '{topic}'.")));
        }

        return new MappingTryView(
            [.. trial.Samples.Select(s => new TriedSample(s.Timestamp, s.Metric, s.Value, s.Text))],
            trial.Positions is [var p0, ..] ? new TriedPosition(p0.Timestamp, p0.Place.Lat, p0.Place.Lon, p0.SpeedKmh, p0.CourseDeg) : null,
            trial.Event is { } e ? [new TriedEvent(e.Timestamp, e.Type, e.Data is null ? null : JsonSerializer.Deserialize<JsonElement>(e.Data))] : [],
            problems);
    }
}
