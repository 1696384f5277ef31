using UrbanGrid.Hub.Sanitation.Ground;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>Joins pieces that lie one after the other and stand in the same way.</summary>
internal static class Stretches
{
    /// <summary>Degrees that two ends of pieces may differ by and still be the same place: about a centimetre.</summary>
    private const double Same = 1e-7;

    /// <summary>The stretches of a plan's ground.</summary>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="state">How a piece stands.</param>
    /// <param name="passes">How often it was passed.</param>
    public static IReadOnlyList<Stretch> Of(IReadOnlyList<GroundPiece> pieces, Func<int, PieceState> state, Func<int, int> passes)
    {
        List<Stretch> stretches = [];
        for (var first = 0; first < pieces.Count;)
        {
            var (stands, passed) = (state(first), passes(first));
            var last = first;
            while (last + 1 < pieces.Count && Follows(pieces[last], pieces[last + 1]) && state(last + 1) == stands && passes(last + 1) == passed)
            {
                last++;
            }

            var isArea = IsSquare(pieces[first]);
            stretches.Add(new Stretch(
                pieces[first].Part, isArea, stands, passed, isArea ? Strip(pieces[first], pieces[last]) : Line(pieces, first, last)));
            first = last + 1;
        }

        return stretches;
    }

    private static bool IsSquare(GroundPiece piece) => piece.DirX == 0 && piece.DirY == 0;

    private static bool Follows(GroundPiece a, GroundPiece b) => a.Part == b.Part && a.Row == b.Row
        && Math.Abs(a.To.Lon - b.From.Lon) < Same && (IsSquare(a) || Math.Abs(a.To.Lat - b.From.Lat) < Same);

    private static double[][] Strip(GroundPiece first, GroundPiece last)
    {
        var (south, west, north, east) = (first.From.Lat, first.From.Lon, last.To.Lat, last.To.Lon);
        return [[west, south], [east, south], [east, north], [west, north], [west, south]];
    }

    /// <summary>Ends of pieces within a straight part of the street say nothing and are left out.</summary>
    private static List<double[]> Line(IReadOnlyList<GroundPiece> pieces, int first, int last)
    {
        List<double[]> line = [[pieces[first].From.Lon, pieces[first].From.Lat]];
        for (var i = first; i <= last; i++)
        {
            if (i == last || pieces[i].DirX != pieces[i + 1].DirX || pieces[i].DirY != pieces[i + 1].DirY)
            {
                line.Add([pieces[i].To.Lon, pieces[i].To.Lat]);
            }
        }

        return line;
    }
}
