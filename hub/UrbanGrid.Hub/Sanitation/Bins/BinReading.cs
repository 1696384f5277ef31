using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>A bin that a vehicle's reader recognised while it was emptied, and what it weighed (收运称重).</summary>
/// <param name="Tag">RFID tag.</param>
/// <param name="At">Unix ms.</param>
/// <param name="Vehicle">Device id.</param>
/// <param name="WeightKg">What was in it, kg; null if it was not weighed, or the scale told what cannot be.</param>
/// <param name="Place">Where the vehicle was; null if nobody knows.</param>
public sealed record BinReading(string Tag, long At, string Vehicle, double? WeightKg, GeoPoint? Place = null);
