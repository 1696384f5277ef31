using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>What a vehicle sent since its last block, encoded. Its owner guards it.</summary>
internal sealed class OpenTrack(long vehicle)
{
    private readonly TrackBytes _bytes = new();
    private FixCodec _codec;

    /// <summary>Number of the vehicle in the file.</summary>
    public long Vehicle { get; } = vehicle;

    /// <summary>Fixes in it.</summary>
    public int Count { get; private set; }

    /// <summary>Newest fix.</summary>
    public long Newest { get; private set; } = long.MinValue;

    /// <summary>The bytes, to be copied.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    public void Add(PositionSample fix, AttributeNames names)
    {
        _codec.Write(_bytes, fix, names);
        Count++;
        Newest = Math.Max(Newest, fix.Timestamp);
    }

    /// <summary>Whether a fix of this moment is in it.</summary>
    public bool Knows(long timestamp, AttributeNames names)
    {
        if (timestamp > Newest)
        {
            return false;
        }

        var cursor = new TrackCursor(Bytes);
        var codec = default(FixCodec);
        while (!cursor.AtEnd)
        {
            if (codec.Read(ref cursor, names).Timestamp == timestamp)
            {
                return true;
            }
        }

        return false;
    }
}
