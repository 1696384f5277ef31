using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>Fixes out of bytes, and in order.</summary>
internal static class TrackFixes
{
    /// <summary>Decodes a run of fixes that one codec wrote; those of <paramref name="from"/> to <paramref name="to"/> are added.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, AttributeNames names, long from, long to, List<PositionSample> into)
    {
        var cursor = new TrackCursor(bytes);
        var codec = default(FixCodec);
        while (!cursor.AtEnd)
        {
            var fix = codec.Read(ref cursor, names);
            if (fix.Timestamp >= from && fix.Timestamp < to)
            {
                into.Add(fix);
            }
        }
    }

    /// <summary>Puts fixes in order of time; of two of one moment the one that was there first stays.</summary>
    public static List<PositionSample> InOrder(List<PositionSample> fixes)
    {
        for (var i = 1; i < fixes.Count; i++)
        {
            if (fixes[i].Timestamp <= fixes[i - 1].Timestamp)
            {
                return [.. fixes.OrderBy(f => f.Timestamp).DistinctBy(f => f.Timestamp)];
            }
        }

        return fixes;
    }
}
