namespace UrbanGrid.Ingest.Mirror;

/// <summary>Some whole lines of the spool, and where they stand.</summary>
internal sealed record MirrorSlice(long Segment, long Offset, ReadOnlyMemory<byte> Bytes, int Lines);
