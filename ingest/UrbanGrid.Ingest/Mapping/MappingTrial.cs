using System.Buffers;
using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Mapping;

/// <summary>What a message would become; nothing is stored.</summary>
/// <param name="Samples">Values.</param>
/// <param name="Positions">Fixes.</param>
/// <param name="Event">Event; null for none.</param>
/// <param name="Problems">What could not be used, and where.</param>
public sealed record MappingTrial(
    IReadOnlyList<TelemetrySample> Samples, IReadOnlyList<PositionSample> Positions, DeviceEvent? Event, IReadOnlyList<MappingProblem> Problems)
{
    /// <summary>Whether a mapping reads messages of a topic: the vendor's, or a device's own telemetry.</summary>
    public static bool Carries(PayloadMapping mapping, string topic) =>
        VendorTopics.DeviceOf(mapping, topic, "") is not null || (DeviceTopic.TryParse(topic, out var own) && own.Kind == TopicKind.Telemetry);

    /// <summary>Tries a mapping on a message, with all the checks a real one passes.</summary>
    /// <param name="model">Model whose metrics are checked.</param>
    /// <param name="mapping">Mapping to try.</param>
    /// <param name="payload">The message.</param>
    /// <param name="options">Limits, and the zone of local times.</param>
    /// <param name="time">Clock.</param>
    public static MappingTrial Run(DeviceModel model, PayloadMapping mapping, string payload, IngestOptions options, TimeProvider time)
    {
        var device = new Device { Id = "trial", Model = model.Key, Name = model.Name };
        var observation = new Observation { Device = device, ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds() };
        var lane = new DeviceLane(device, model, new TokenBucket(1, 1, time), 0);
        var problems = MappedPayloadReader.Read(
            new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)), mapping, new ReadScope(observation, lane, options), anyDevice: true);
        var others = observation.Refused > problems.Count && observation.FirstRefusal is { } first
            ? [.. problems, new MappingProblem("$", new LocalName($"{first.Reason.Code()}：{first.Detail}", $"{first.Reason.Text()} {first.Detail}"))]
            : problems;
        return new MappingTrial([.. observation.Samples], [.. observation.Positions], observation.Event, others);
    }
}
