using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>What a map shows, degrees WGS-84. Does not cross the 180th meridian.</summary>
public readonly record struct LiveBox(double West, double South, double East, double North)
{
    /// <summary>So much more on each side, as a share of the width and height, so that a vehicle does not pop up at the rim.</summary>
    private const double Margin = 0.1;

    /// <summary>Reads a viewport and grows it a little; without any side it is the whole world.</summary>
    /// <exception cref="ProblemException">A side is missing, no such number, or on the wrong side of its opposite.</exception>
    public static LiveBox Read(double? west, double? south, double? east, double? north)
    {
        if ((west, south, east, north) is (null, null, null, null))
        {
            return new LiveBox(-180, -90, 180, 90);
        }

        var box = new LiveBox(Side("west", west, 180), Side("south", south, 90), Side("east", east, 180), Side("north", north, 90));
        return box.West >= box.East ? throw new ProblemException("invalid_value", "west", "< east")
            : box.South >= box.North ? throw new ProblemException("invalid_value", "south", "< north")
            : box.Grown();
    }

    /// <summary>Whether a vehicle is inside.</summary>
    public bool Contains(in LiveVehicle vehicle) =>
        vehicle.Lon >= West && vehicle.Lon <= East && vehicle.Lat >= South && vehicle.Lat <= North;

    private LiveBox Grown()
    {
        var (sideways, upwards) = ((East - West) * Margin, (North - South) * Margin);
        return new LiveBox(West - sideways, South - upwards, East + sideways, North + upwards);
    }

    private static double Side(string name, double? value, double most) =>
        value is { } degrees && Math.Abs(degrees) <= most ? degrees : throw new ProblemException("invalid_value", name, $"-{most}..{most}");
}
