using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>What a grid worker is asked to do.</summary>
internal enum WorkKind
{
    /// <summary>Process an observation that is stored.</summary>
    Observe,
    /// <summary>A connection died.</summary>
    Lost,
    /// <summary>The edge agent a device speaks through went away.</summary>
    GatewayLost,
    /// <summary>The edge agent a device speaks through is there again.</summary>
    GatewayBack,
    /// <summary>Take a device over, as it stands.</summary>
    Adopt,
    /// <summary>Give a device up, because it now belongs to another worker's grid.</summary>
    Release,
    /// <summary>Take over what the registry says about a device now.</summary>
    Rebind,
    /// <summary>Tell the alarms that hold once more, because the hub restarted.</summary>
    Remind,
    /// <summary>Answer a question about a device as it stands.</summary>
    Ask,
    /// <summary>A timer is due.</summary>
    Tick,
}

/// <summary>An entry of a worker's queue.</summary>
internal readonly record struct WorkItem(
    WorkKind Kind, long At, Observation? Observation = null, DeviceState? State = null, Device? Device = null,
    TaskCompletionSource<DeviceState?>? Released = null, Action<DeviceState?>? Question = null);
