using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>Counts points in squares of ground. Bands of equal latitude have squares of equal length.</summary>
internal sealed class HotSpotCells(int cellM)
{
    private readonly double _north = cellM / Ground.MetresPerDegree;
    private readonly Dictionary<(int Band, int Column), Dictionary<string, int>> _cells = [];

    /// <summary>Points counted.</summary>
    public int Total { get; private set; }

    public void Add(double lat, double lon, string category)
    {
        Total++;
        var band = (int)Math.Floor(lat / _north);
        var key = (band, (int)Math.Floor(lon / East(band)));
        if (!_cells.TryGetValue(key, out var classes))
        {
            _cells.Add(key, classes = []);
        }

        classes[category] = classes.GetValueOrDefault(category) + 1;
    }

    /// <summary>The squares with most points; those with as many from south-west on.</summary>
    public IEnumerable<(double South, double West, double North, double East, int Count, string Main, int MainCount)> Densest(int most) => _cells
        .Select(cell => (cell.Key, Count: cell.Value.Values.Sum(), Main: cell.Value.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First()))
        .OrderByDescending(cell => cell.Count).ThenBy(cell => cell.Key).Take(most)
        .Select(cell =>
        {
            var (band, column) = cell.Key;
            var east = East(band);
            return (band * _north, column * east, (band + 1) * _north, (column + 1) * east, cell.Count, cell.Main.Key, cell.Main.Value);
        });

    private double East(int band) => cellM / Ground.MetresPerDegreeOfLongitude((band + 0.5) * _north);
}
