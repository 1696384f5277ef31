using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>Why the register refuses a change.</summary>
public enum GeofenceRefusal
{
    /// <summary>Something about the area cannot be.</summary>
    Invalid,
    /// <summary>There is no such area.</summary>
    Missing,
    /// <summary>Somebody else changed it meanwhile.</summary>
    Changed,
}

/// <summary>The register refuses a change and nothing was changed.</summary>
public sealed class GeofenceRefusedException(GeofenceRefusal refusal, LocalName text) : Exception(text.En)
{
    /// <summary>Why.</summary>
    public GeofenceRefusal Refusal => refusal;

    /// <summary>What to change, in both languages.</summary>
    public LocalName Text => text;
}
