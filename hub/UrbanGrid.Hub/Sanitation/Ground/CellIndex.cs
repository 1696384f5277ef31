using System.Runtime.InteropServices;

namespace UrbanGrid.Hub.Sanitation.Ground;

/// <summary>Finds what lies near a place, without looking at everything: the plane is divided into squares.</summary>
internal sealed class CellIndex
{
    /// <summary>Side of a square, metres: about what a vehicle drives between two fixes.</summary>
    private const double CellM = 50;

    private readonly Dictionary<(int X, int Y), List<int>> _cells = [];

    /// <summary>Puts a thing at a place.</summary>
    public void Add(int thing, PlanePoint at)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, (Cell(at.X), Cell(at.Y)), out _);
        (list ??= []).Add(thing);
    }

    /// <summary>Adds what lies in the squares that a rectangle around two places touches.</summary>
    /// <param name="a">A place.</param>
    /// <param name="b">Another.</param>
    /// <param name="marginM">How much wider than the two, metres.</param>
    /// <param name="found">Takes the things.</param>
    public void Find(PlanePoint a, PlanePoint b, double marginM, List<int> found)
    {
        var (west, east) = (Cell(Math.Min(a.X, b.X) - marginM), Cell(Math.Max(a.X, b.X) + marginM));
        var (south, north) = (Cell(Math.Min(a.Y, b.Y) - marginM), Cell(Math.Max(a.Y, b.Y) + marginM));
        for (var x = west; x <= east; x++)
        {
            for (var y = south; y <= north; y++)
            {
                if (_cells.TryGetValue((x, y), out var list))
                {
                    found.AddRange(list);
                }
            }
        }
    }

    private static int Cell(double metres) => (int)Math.Floor(metres / CellM);
}
