using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>A shape ready to be asked about places; asking allocates nothing.</summary>
internal abstract class FenceArea
{
    /// <summary>Everything of it lies in this box.</summary>
    public abstract GeoBox Bounds { get; }

    /// <summary>Metres to the border; negative inside.</summary>
    public abstract double DistanceM(GeoPoint place);

    /// <summary>Whether the straight way between two places outside goes through.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="way">Share of the way, 0 to 1, at which it first comes in and last goes out.</param>
    public abstract bool Crosses(GeoPoint from, GeoPoint to, out WayInside way);

    /// <summary>Makes it of a shape that was checked.</summary>
    public static FenceArea Of(GeofenceShape shape) => shape.Type switch
    {
        GeofenceShape.Circle => new CircleArea(new GeoPoint(shape.Centre![1], shape.Centre[0]), shape.RadiusM!.Value),
        GeofenceShape.Corridor => new CorridorArea(GeofenceCheck.Corners(shape), shape.WidthM!.Value),
        _ => new PolygonArea(GeofenceCheck.Corners(shape)),
    };
}

/// <summary>A part of a way, as shares of its length.</summary>
internal readonly record struct WayInside(double Enters, double Leaves)
{
    /// <summary>No part of it.</summary>
    public static WayInside None => new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>All of it.</summary>
    public static WayInside All => new(0, 1);

    public bool IsEmpty => !(Leaves > Enters);

    public WayInside And(double from, double to) => new(Math.Max(Enters, Math.Min(from, to)), Math.Min(Leaves, Math.Max(from, to)));

    /// <summary>The shortest part that holds both.</summary>
    public WayInside With(WayInside other) => other.IsEmpty ? this : IsEmpty ? other : new(Math.Min(Enters, other.Enters), Math.Max(Leaves, other.Leaves));

    public WayInside With(double share) => new(Math.Min(Enters, share), Math.Max(Leaves, share));
}
