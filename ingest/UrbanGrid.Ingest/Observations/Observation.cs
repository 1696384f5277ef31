using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Observations;

/// <summary>
/// One message of a device on its way through ingest. Instances are pooled: who holds one may use it only until it hands
/// it on.
/// </summary>
public sealed class Observation
{
    /// <summary>Who sent it.</summary>
    public Device Device { get; internal set; } = null!;

    /// <summary>What kind of message.</summary>
    public TopicKind Kind { get; internal set; }

    /// <summary>When it arrived, Unix ms.</summary>
    public long ReceivedAt { get; internal set; }

    /// <summary>Accepted values.</summary>
    public List<TelemetrySample> Samples { get; } = [];

    /// <summary>Accepted fixes.</summary>
    public List<PositionSample> Positions { get; } = [];

    /// <summary>The event, if it is one.</summary>
    public DeviceEvent? Event { get; internal set; }

    /// <summary>What could not be used of it.</summary>
    public DeadLetter? DeadLetter { get; internal set; }

    /// <summary>Whether a status message says online.</summary>
    internal bool? SaysOnline { get; set; }

    /// <summary>Alarm bits a terminal told without a place that could be used; null if there are none.</summary>
    internal (long At, uint Bits)? AlarmBitsWithoutPlace { get; set; }

    /// <summary>Alarm of a camera whose detectors run in the edge agent.</summary>
    internal Alarm? Detection { get; set; }

    /// <summary>The picture, if it is one.</summary>
    internal CameraFrame? Frame { get; set; }

    /// <summary>Worker of the device's grid.</summary>
    internal int Worker { get; set; }

    /// <summary>What its device has waiting of a backlog; null if it passes it by.</summary>
    internal BacklogCount? Backlog { get; set; }

    /// <summary>Time of the first thing it says, Unix ms.</summary>
    internal long FirstTime => Samples.Count > 0 ? Samples[0].Timestamp : Positions.Count > 0 ? Positions[0].Timestamp : Event?.Timestamp ?? ReceivedAt;

    /// <summary>Whether anything must be written before it may be acknowledged.</summary>
    internal bool NeedsStore => Samples.Count > 0 || Positions.Count > 0 || Event is not null || DeadLetter is not null;

    internal PublishReceipt Receipt { get; set; }

    /// <summary>Parts refused so far, and the reason of the first.</summary>
    internal int Refused { get; private set; }

    internal (Refusal Reason, string Detail) FirstRefusal { get; private set; }

    /// <summary>Rows it makes, for the size of a commit.</summary>
    internal int Rows => Samples.Count + Positions.Count + 1;

    /// <summary>Leaves a part out, with its reason.</summary>
    internal void Refuse(Refusal reason, string detail)
    {
        if (Refused++ == 0)
        {
            FirstRefusal = (reason, detail);
        }
    }

    /// <summary>Leaves all of it out, with its reason.</summary>
    internal void RefuseWhole(Refusal reason, string detail)
    {
        Samples.Clear();
        Positions.Clear();
        Event = null;
        Refused = 1;
        FirstRefusal = (reason, detail);
    }

    internal void Clear()
    {
        Refused = 0;
        Device = null!;
        Samples.Clear();
        Positions.Clear();
        Event = null;
        DeadLetter = null;
        SaysOnline = null;
        AlarmBitsWithoutPlace = null;
        Detection = null;
        Frame = null;
        Backlog = null;
        Receipt = default;
    }
}
