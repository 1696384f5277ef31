using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Evidence;

/// <summary>
/// The last pictures as received, about one a second and bounded in number and bytes, each with a coarse raster of where
/// something was in front of the background.
/// </summary>
internal sealed class FrameHistory(Scene scene)
{
    private const int Columns = 32;
    private const int Rows = 18;
    private const long SpacingMs = 950;
    private const int FramesMax = 30;
    private const int BytesMax = 8 << 20;

    private readonly LinkedList<Entry> _entries = new();
    private int _bytes;
    private (int Width, int Height) _grid;

    /// <summary>Keeps the frame if the last kept one is a second old.</summary>
    public void Add(in SceneFrame frame, ReadOnlySpan<byte> jpeg, long stamp)
    {
        _grid = (frame.GridWidth, frame.GridHeight);
        if (_entries.Last is { } last && Math.Abs(stamp - last.Value.Stamp) < SpacingMs)
        {
            return;
        }

        var cells = new byte[Columns * Rows];
        scene.ReadCells(cells, Columns, Rows);
        _entries.AddLast(new Entry(stamp, jpeg.ToArray(), cells));
        _bytes += jpeg.Length;
        while (_entries.Count > FramesMax || (_bytes > BytesMax && _entries.Count > 2))
        {
            _bytes -= _entries.First!.Value.Jpeg.Length;
            _entries.RemoveFirst();
        }
    }

    /// <summary>
    /// The frame nearest to the moment a thing was put down, and the last one before it on which the place was free; if
    /// it never was, simply the last one before.
    /// </summary>
    public ArrivalPictures ArrivalAt(GridBox box, long stamp)
    {
        Entry? putDown = null, before = null, free = null;
        foreach (var entry in _entries)
        {
            if (putDown is null || Math.Abs(entry.Stamp - stamp) < Math.Abs(putDown.Stamp - stamp))
            {
                putDown = entry;
            }

            if (entry.Stamp < stamp)
            {
                before = entry;
                free = IsFree(entry, box) ? entry : free;
            }
        }

        return new ArrivalPictures(
            Picture(free ?? before, PictureMoment.Before), Picture(putDown, PictureMoment.PutDown));
    }

    private static AlarmPicture? Picture(Entry? entry, PictureMoment moment) =>
        entry is null ? null : new AlarmPicture(moment, entry.Stamp, entry.Jpeg);

    private bool IsFree(Entry entry, GridBox box)
    {
        var (left, right) = (box.X * Columns / _grid.Width, (box.X + box.Width - 1) * Columns / _grid.Width);
        var (top, bottom) = (box.Y * Rows / _grid.Height, (box.Y + box.Height - 1) * Rows / _grid.Height);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                if (entry.Cells[(y * Columns) + x] != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private sealed record Entry(long Stamp, byte[] Jpeg, byte[] Cells);
}
