namespace UrbanGrid.Ingest.Vehicles;

/// <summary>What a vehicle does at the moment.</summary>
public enum VehicleState
{
    /// <summary>Never heard of.</summary>
    Unknown,
    /// <summary>It drives (行驶).</summary>
    Moving,
    /// <summary>It stands with its engine on (怠速).</summary>
    Idle,
    /// <summary>It stands, its engine is off or nobody knows (停车).</summary>
    Stopped,
    /// <summary>Silent for longer than its model allows (离线).</summary>
    Offline,
}
