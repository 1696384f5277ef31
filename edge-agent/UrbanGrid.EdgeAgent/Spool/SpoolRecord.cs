namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>One message that waits.</summary>
/// <param name="EnqueuedAt">When it was put in, Unix ms.</param>
/// <param name="Topic">MQTT topic.</param>
/// <param name="Payload">MQTT payload.</param>
public sealed record SpoolRecord(long EnqueuedAt, string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>A place between two records: segment number and byte offset in it.</summary>
public readonly record struct SpoolPosition(long Segment, long Offset) : IComparable<SpoolPosition>
{
    /// <inheritdoc/>
    public int CompareTo(SpoolPosition other) =>
        Segment != other.Segment ? Segment.CompareTo(other.Segment) : Offset.CompareTo(other.Offset);

    public static bool operator <(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) >= 0;
}
