namespace UrbanGrid.Ingest.OsmAnd;

/// <summary>
/// Units apps send speed in. The query format is that of Traccar Client, which sends knots
/// (<see href="https://www.traccar.org/osmand/">traccar.org/osmand</see>); the OsmAnd app itself sends m/s, so a device may say so.
/// </summary>
internal static class SpeedUnits
{
    /// <summary>Attribute of a device whose app sends something else than knots.</summary>
    public const string Attribute = "osmand.speed_unit";

    /// <summary>Metres per second.</summary>
    public const string MetresPerSecond = "m/s";

    private const double KnotsToKmh = 1.852;
    private const double MetresPerSecondToKmh = 3.6;

    /// <summary>How many km/h one of a unit is; unknown ones count as knots.</summary>
    public static double KmhOf(string? unit) => unit switch
    {
        MetresPerSecond or "mps" => MetresPerSecondToKmh,
        "km/h" or "kmh" => 1,
        _ => KnotsToKmh,
    };
}
