using System.Globalization;
using System.Text;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>Writes a polygon as a GeoJSON geometry: outer ring counter-clockwise, holes clockwise (RFC 7946 §3.1.6).</summary>
internal static class GeoJsonText
{
    public static string Of(Polygon polygon)
    {
        var text = new StringBuilder("""{"type":"Polygon","coordinates":[""");
        Write(text, polygon.ExteriorRing, counterClockwise: true);
        foreach (var hole in polygon.InteriorRings)
        {
            text.Append(',');
            Write(text, hole, counterClockwise: false);
        }

        return text.Append("]}").ToString();
    }

    private static void Write(StringBuilder text, LineString ring, bool counterClockwise)
    {
        var turned = Orientation.IsCCW(ring.CoordinateSequence) == counterClockwise ? ring.Coordinates : ring.Coordinates.Reverse();
        text.Append('[').AppendJoin(',', turned.Select(p => $"[{Degrees(p.X)},{Degrees(p.Y)}]")).Append(']');
    }

    private static string Degrees(double value) => Math.Round(value, 9).ToString("R", CultureInfo.InvariantCulture);
}
