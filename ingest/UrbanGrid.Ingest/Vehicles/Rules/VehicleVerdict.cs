namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>What a rule says of a moment.</summary>
internal enum VehicleVerdict
{
    /// <summary>All is well.</summary>
    Clear,
    /// <summary>Neither: what began goes on, and nothing begins.</summary>
    Between,
    /// <summary>It holds.</summary>
    Holds,
}
