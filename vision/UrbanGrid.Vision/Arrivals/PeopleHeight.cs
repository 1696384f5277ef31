using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Arrivals;

/// <summary>
/// How tall people are at each row of the picture, learned from those who walk: on flat ground the height in the picture
/// grows evenly with the row of the feet. Whoever carries a bag is at least twice as high as it, so that a height tells a
/// bag from somebody who stands, even where neither moves.
/// </summary>
internal sealed class PeopleHeight(LeftObjectSettings settings)
{
    private const int RowsApartMin = 5; // grid pixels; nearer pairs tell nothing of the slope
    private readonly Queue<(int Foot, int Height)> _seen = new();
    private readonly List<double> _sorted = [];
    private double? _slope;

    /// <summary>Notes whatever moves and has the shape of somebody who walks, wholly in the picture.</summary>
    public void Note(ReadOnlySpan<Mover> movers, in SceneFrame frame)
    {
        foreach (var mover in movers)
        {
            var box = mover.Box;
            var isWhole = box.X > 0 && box.Y > 0 && box.X + box.Width < frame.GridWidth && box.Y + box.Height < frame.GridHeight;
            if (isWhole && box.Height >= settings.PersonHeightMin && box.Width <= settings.PersonMoverAspectMax * box.Height)
            {
                _seen.Enqueue((box.Y + box.Height, box.Height));
                _slope = null;
            }
        }

        while (_seen.Count > settings.PeopleKept)
        {
            _seen.Dequeue();
        }
    }

    /// <summary>Height of somebody whose feet are at the row, grid pixels; null as long as too few have been seen.</summary>
    public double? At(int foot)
    {
        if (_seen.Count < settings.PeopleMin)
        {
            return null;
        }

        var slope = _slope ??= Slope();
        _sorted.Clear();
        _sorted.AddRange(_seen.Select(s => s.Height + (slope * (foot - s.Foot))));
        return Median();
    }

    /// <summary>The median slope of all pairs, which the half of all sightings that were a torso or a couple do not move.</summary>
    private double Slope()
    {
        (int Foot, int Height)[] seen = [.. _seen];
        _sorted.Clear();
        for (var i = 0; i < seen.Length; i++)
        {
            for (var k = i + 1; k < seen.Length; k++)
            {
                var rows = seen[k].Foot - seen[i].Foot;
                if (Math.Abs(rows) >= RowsApartMin)
                {
                    _sorted.Add((seen[k].Height - seen[i].Height) / (double)rows);
                }
            }
        }

        return _sorted.Count < settings.PeopleMin ? 0 : Math.Clamp(Median(), 0, 1);
    }

    private double Median()
    {
        _sorted.Sort();
        return _sorted[_sorted.Count / 2];
    }
}
