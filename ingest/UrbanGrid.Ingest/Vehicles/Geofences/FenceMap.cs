using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>All areas that count, found by place: a grid of cells tells which may be near, so that a fix meets a few of a thousand.</summary>
internal sealed class FenceMap
{
    /// <summary>How far from an area's border a place still finds it, metres.</summary>
    public const double MarginM = 60;

    /// <summary>Side of a cell, degrees: about a kilometre.</summary>
    private const double Cell = 0.01;

    /// <summary>An area of more cells than this is looked at for every fix.</summary>
    private const int MaxCells = 10_000;

    /// <summary>A way through more cells than this asks every area's box instead.</summary>
    private const int MaxWayCells = 16;

    private readonly Dictionary<(int Row, int Column), Entry[]> _cells = [];
    private readonly Dictionary<string, Fence> _byId;
    private readonly Entry[] _all;
    private readonly Entry[] _wide;

    private readonly record struct Entry(Fence Fence, GeoBox Box);

    /// <param name="fences">Those that are enabled.</param>
    public FenceMap(IEnumerable<Fence> fences)
    {
        _all = [.. fences.Select(f => new Entry(f, f.Area.Bounds.WiderBy(MarginM)))];
        _byId = _all.ToDictionary(e => e.Fence.Id, e => e.Fence, StringComparer.Ordinal);
        _wide = [.. _all.Where(e => CellsOf(e.Box) > MaxCells)];
        Named = [.. _all.Where(e => !e.Fence.IsForEverybody).Select(e => e.Fence)];
        var cells = new Dictionary<(int, int), List<Entry>>();
        foreach (var entry in _all.Where(e => CellsOf(e.Box) <= MaxCells))
        {
            for (var row = Index(entry.Box.South); row <= Index(entry.Box.North); row++)
            {
                for (var column = Index(entry.Box.West); column <= Index(entry.Box.East); column++)
                {
                    if (!cells.TryGetValue((row, column), out var there))
                    {
                        cells[(row, column)] = there = [];
                    }

                    there.Add(entry);
                }
            }
        }

        foreach (var (cell, there) in cells)
        {
            _cells[cell] = [.. there];
        }
    }

    /// <summary>No area at all.</summary>
    public static FenceMap Empty { get; } = new([]);

    /// <summary>Areas that name their vehicles.</summary>
    public IReadOnlyList<Fence> Named { get; }

    public Fence? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Areas whose box, widened by <see cref="MarginM"/>, a way touches.</summary>
    /// <param name="from">Where the way begins; the same as its end for a place alone.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="found">Takes them; emptied first.</param>
    public void Near(GeoPoint from, GeoPoint to, List<Fence> found)
    {
        found.Clear();
        var (south, north) = (Index(Math.Min(from.Lat, to.Lat)), Index(Math.Max(from.Lat, to.Lat)));
        var (west, east) = (Index(Math.Min(from.Lon, to.Lon)), Index(Math.Max(from.Lon, to.Lon)));
        if ((north - south + 1L) * (east - west + 1L) > MaxWayCells)
        {
            Add(_all, from, to, found, once: true);
            return;
        }

        Add(_wide, from, to, found, once: true);
        var single = south == north && west == east;
        for (var row = south; row <= north; row++)
        {
            for (var column = west; column <= east; column++)
            {
                if (_cells.TryGetValue((row, column), out var there))
                {
                    Add(there, from, to, found, single);
                }
            }
        }
    }

    private static void Add(Entry[] entries, GeoPoint from, GeoPoint to, List<Fence> found, bool once)
    {
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Box.Touches(from, to) && (once || !found.Contains(entry.Fence)))
            {
                found.Add(entry.Fence);
            }
        }
    }

    private static int Index(double degrees) => (int)Math.Floor(degrees / Cell);

    private static long CellsOf(GeoBox box) => (Index(box.North) - Index(box.South) + 1L) * (Index(box.East) - Index(box.West) + 1L);
}
