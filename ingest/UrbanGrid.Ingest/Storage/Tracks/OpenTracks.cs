using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>
/// The fixes of a month that are stored, but not yet in blocks: readers add them to what the file has. Two generations: one
/// takes fixes in, the one before is being written into blocks. One writes, many read.
/// </summary>
internal sealed class OpenTracks
{
    private readonly Lock _lock = new();
    private readonly AttributeNames _names = new();
    private Dictionary<string, OpenTrack> _current = new(StringComparer.Ordinal);
    private Dictionary<string, OpenTrack> _sealed = new(StringComparer.Ordinal);

    /// <summary>Names of attributes in this month's file.</summary>
    public AttributeNames Names => _names;

    /// <summary>Fixes of the generation that takes in.</summary>
    public int Fixes { get; private set; }

    /// <summary>Whether a generation waits to be written.</summary>
    public bool HasSealed => _sealed.Count > 0;

    /// <summary>Guards the names while somebody writes new ones.</summary>
    public Lock Guard => _lock;

    public bool Knows(string device, long timestamp)
    {
        lock (_lock)
        {
            return (_current.TryGetValue(device, out var open) && open.Knows(timestamp, _names))
                || (_sealed.TryGetValue(device, out var closed) && closed.Knows(timestamp, _names));
        }
    }

    public void Add(string device, long vehicle, PositionSample fix)
    {
        lock (_lock)
        {
            if (!_current.TryGetValue(device, out var track))
            {
                _current[device] = track = new OpenTrack(vehicle);
            }

            track.Add(fix, _names);
            Fixes++;
        }
    }

    /// <summary>From now on another generation takes in.</summary>
    public void Seal()
    {
        lock (_lock)
        {
            (_sealed, _current) = (_current, new Dictionary<string, OpenTrack>(StringComparer.Ordinal));
            Fixes = 0;
        }
    }

    /// <summary>Tracks of the sealed generation that are to be written next.</summary>
    public List<(string Device, OpenTrack Track)> NextSealed(int count)
    {
        lock (_lock)
        {
            return [.. _sealed.Take(count).Select(t => (t.Key, t.Value))];
        }
    }

    /// <summary>These are in blocks.</summary>
    public void Written(List<(string Device, OpenTrack Track)> tracks)
    {
        lock (_lock)
        {
            tracks.ForEach(t => _sealed.Remove(t.Device));
        }
    }

    /// <summary>A vehicle's fixes of a time, in the order in which they came.</summary>
    public List<PositionSample> Read(string device, long from, long to)
    {
        var fixes = new List<PositionSample>();
        lock (_lock)
        {
            foreach (var generation in (Dictionary<string, OpenTrack>[])[_sealed, _current])
            {
                if (generation.TryGetValue(device, out var track))
                {
                    TrackFixes.Decode(track.Bytes, _names, from, to, fixes);
                }
            }
        }

        return fixes;
    }

    /// <summary>Devices that have fixes here.</summary>
    public List<string> Devices()
    {
        lock (_lock)
        {
            return [.. _sealed.Keys.Union(_current.Keys, StringComparer.Ordinal)];
        }
    }
}
