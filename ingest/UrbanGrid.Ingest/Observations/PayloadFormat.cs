namespace UrbanGrid.Ingest.Observations;

/// <summary>In whose words a payload is written.</summary>
internal enum PayloadFormat
{
    /// <summary>The hub's own, or the vendor's if the device's model has a mapping.</summary>
    OfModel,
    /// <summary>ThingsBoard's device API.</summary>
    ThingsBoard,
}
