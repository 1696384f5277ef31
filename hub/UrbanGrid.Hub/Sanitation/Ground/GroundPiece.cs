using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Sanitation.Ground;

/// <summary>
/// A piece of what a plan has worked on: at most ten metres of a street, or a square of an area. It is judged by its middle.
/// </summary>
/// <param name="Part">Index of the route or area it belongs to.</param>
/// <param name="Row">Line of the route, or row of squares of the area: pieces of one row lie side by side.</param>
/// <param name="Middle">Its middle.</param>
/// <param name="DirX">Which way the street runs, east; 0 for a square.</param>
/// <param name="DirY">Which way the street runs, north; 0 for a square.</param>
/// <param name="Measure">Length in metres, or size in square metres.</param>
/// <param name="From">Where it begins; south-western corner of a square.</param>
/// <param name="To">Where it ends; north-eastern corner of a square.</param>
public readonly record struct GroundPiece(
    int Part, int Row, PlanePoint Middle, double DirX, double DirY, double Measure, GeoPoint From, GeoPoint To)
{
    /// <summary>
    /// Steepest way of a vehicle along a street, as the cosine of the angle between them: 60°. Somebody who crosses a street has
    /// not swept it; somebody whose fixes cut a corner has.
    /// </summary>
    private const double LeastAlong = 0.5;

    /// <summary>Whether a vehicle that drives straight from one place to another passes this piece within a distance.</summary>
    public bool IsPassed(PlanePoint from, PlanePoint to, double toleranceM)
    {
        var (wayX, wayY) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((wayX * wayX) + (wayY * wayY));
        if (length < 1e-6)
        {
            return false;
        }

        return DirX == 0 && DirY == 0
            ? DistanceTo(from, wayX, wayY, length) <= toleranceM
            : IsAbreast(from, to, length, toleranceM);
    }

    /// <summary>Along the street: its middle lies between the two places, and the way is near where it is abreast of the middle.</summary>
    private bool IsAbreast(PlanePoint from, PlanePoint to, double length, double toleranceM)
    {
        var (ax, ay, bx, by) = (from.X - Middle.X, from.Y - Middle.Y, to.X - Middle.X, to.Y - Middle.Y);
        var (alongA, alongB) = ((ax * DirX) + (ay * DirY), (bx * DirX) + (by * DirY));
        var along = alongB - alongA;
        if ((alongA > 0) == (alongB > 0) && alongA != 0 && alongB != 0)
        {
            return false;
        }

        if (Math.Abs(along) < LeastAlong * length)
        {
            return false;
        }

        var (besideA, besideB) = ((ax * DirY) - (ay * DirX), (bx * DirY) - (by * DirX));
        return Math.Abs(besideA + ((besideB - besideA) * (-alongA / along))) <= toleranceM;
    }

    private double DistanceTo(PlanePoint from, double wayX, double wayY, double length)
    {
        var (x, y) = (Middle.X - from.X, Middle.Y - from.Y);
        var share = Math.Clamp(((x * wayX) + (y * wayY)) / (length * length), 0, 1);
        var (offX, offY) = (x - (share * wayX), y - (share * wayY));
        return Math.Sqrt((offX * offX) + (offY * offY));
    }
}
