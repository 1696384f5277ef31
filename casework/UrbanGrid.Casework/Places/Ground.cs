namespace UrbanGrid.Casework.Places;

/// <summary>Distances between WGS-84 points as if the ground were flat: within 1 % below 10 km.</summary>
internal static class Ground
{
    /// <summary>Metres of one degree of latitude (mean Earth radius 6,371,009 m).</summary>
    public const double MetresPerDegree = 111_195;

    /// <summary>Metres of one degree of longitude at a latitude.</summary>
    public static double MetresPerDegreeOfLongitude(double lat) =>
        MetresPerDegree * Math.Cos(lat * Math.PI / 180);

    public static double DistanceM(double lat1, double lon1, double lat2, double lon2)
    {
        var north = (lat2 - lat1) * MetresPerDegree;
        var east = (lon2 - lon1) * MetresPerDegreeOfLongitude((lat1 + lat2) / 2);
        return Math.Sqrt((north * north) + (east * east));
    }
}
