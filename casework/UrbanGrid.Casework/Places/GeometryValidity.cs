using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace UrbanGrid.Casework.Places;

/// <summary>What can be wrong with a polygon that is well written (OGC simple features), in words.</summary>
internal static class GeometryValidity
{
    private static readonly LocalText Other = new("几何无效", "the geometry is not valid");

    private static readonly Dictionary<TopologyValidationErrors, LocalText> Words = new()
    {
        [TopologyValidationErrors.SelfIntersection] = new("边界自相交", "the boundary crosses itself"),
        [TopologyValidationErrors.RingSelfIntersection] = new("环与自身相接", "a ring touches itself"),
        [TopologyValidationErrors.HoleOutsideShell] = new("内环在外环之外", "a hole lies outside its outer ring"),
        [TopologyValidationErrors.NestedHoles] = new("内环相互嵌套", "one hole lies in another"),
        [TopologyValidationErrors.NestedShells] = new("多边形相互嵌套", "one polygon lies in another of the same feature"),
        [TopologyValidationErrors.DisconnectedInteriors] = new("内部被分割", "the inside is cut into parts"),
        [TopologyValidationErrors.DuplicateRings] = new("环重复", "a ring is there twice"),
        [TopologyValidationErrors.TooFewPoints] = new("环的坐标过少", "a ring has too few different positions"),
        [TopologyValidationErrors.InvalidCoordinate] = new("坐标无效", "a position is not a number"),
    };

    /// <exception cref="GeometryFaultException">Says what, and where.</exception>
    public static void Require(Geometry shape)
    {
        if (new IsValidOp(shape).ValidationError is not { } error)
        {
            return;
        }

        var what = Words.GetValueOrDefault(error.ErrorType, Other);
        var at = new GroundPoint(error.Coordinate.Y, error.Coordinate.X);
        throw new GeometryFaultException(
            new LocalText($"{what.Zh}，位于 {at}；请在该处重新绘制", $"{what.En} at {at}; redraw it there"), at);
    }
}
