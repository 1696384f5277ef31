using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Observations;

/// <summary>One value of one metric at one moment; with its device it is the key of the store.</summary>
/// <param name="Metric">Metric key.</param>
/// <param name="Timestamp">Unix ms.</param>
/// <param name="Value">The number; 1 or 0 for yes or no; 0 beside a text.</param>
/// <param name="Text">The words, where the value is none of these.</param>
public readonly record struct TelemetrySample(string Metric, long Timestamp, double Value, string? Text);

/// <summary>One fix of a vehicle or a phone.</summary>
/// <param name="Timestamp">Unix ms of the fix.</param>
/// <param name="Place">Where.</param>
/// <param name="SpeedKmh">Speed.</param>
/// <param name="CourseDeg">Degrees clockwise from north.</param>
/// <param name="AltitudeM">Metres above the ellipsoid.</param>
/// <param name="Hdop">Horizontal dilution of precision.</param>
/// <param name="Attributes">Further numbers; yes and no are 1 and 0.</param>
public sealed record PositionSample(
    long Timestamp, GeoPoint Place, double? SpeedKmh, double? CourseDeg, double? AltitudeM, double? Hdop,
    IReadOnlyDictionary<string, double> Attributes);

/// <summary>Something a device told beside its values.</summary>
/// <param name="Timestamp">Unix ms.</param>
/// <param name="Type">What it is, in the device's words.</param>
/// <param name="Data">JSON; null for none.</param>
public sealed record DeviceEvent(long Timestamp, string Type, string? Data);
