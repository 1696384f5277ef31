using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Coordinates;

/// <summary>
/// In which coordinates a terminal speaks. A fix is stored as it was sent; whoever reads a stored track turns it into WGS-84 here.
/// </summary>
public static class DeviceCoordinates
{
    /// <summary>Device attribute that names the coordinates.</summary>
    public const string Attribute = "coordinates";

    /// <summary>Its value for a terminal that sends GCJ-02; anything else is WGS-84.</summary>
    public const string ChineseMap = "gcj02";

    /// <summary>Whether a device sends GCJ-02.</summary>
    public static bool AreShifted(Device device) => string.Equals(device.Text(Attribute), ChineseMap, StringComparison.OrdinalIgnoreCase);

    /// <summary>A fix in WGS-84.</summary>
    public static PositionSample ToWgs84(Device device, PositionSample fix) => AreShifted(device) ? fix with { Place = Gcj02.ToWgs84(fix.Place) } : fix;

    /// <summary>The fixes of a stored track that say where the device was, in WGS-84; those without a fix (未定位) are left out.</summary>
    /// <param name="device">Whose; null if it is not registered any more.</param>
    /// <param name="stored">As they are stored.</param>
    public static IEnumerable<PositionSample> Usable(Device? device, IEnumerable<PositionSample> stored)
    {
        var located = stored.Where(f => f.Attributes.GetValueOrDefault(VehicleAttributes.Valid, 1) > 0);
        return device is not null && AreShifted(device) ? located.Select(f => ToWgs84(device, f)) : located;
    }
}
