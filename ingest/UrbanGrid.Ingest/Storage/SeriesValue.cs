namespace UrbanGrid.Ingest.Storage;

/// <summary>A value on its way into the table of values; in the order of the table's key, and among equals as they came.</summary>
/// <param name="Series">Series in the file.</param>
/// <param name="Timestamp">Unix ms.</param>
/// <param name="Order">Place in the batch: of a repeat, the first counts.</param>
/// <param name="Value">The number.</param>
/// <param name="Text">The words, where it is none.</param>
internal readonly record struct SeriesValue(long Series, long Timestamp, int Order, double Value, string? Text) : IComparable<SeriesValue>
{
    public int CompareTo(SeriesValue other)
    {
        var bySeries = Series.CompareTo(other.Series);
        if (bySeries != 0)
        {
            return bySeries;
        }

        var byTime = Timestamp.CompareTo(other.Timestamp);
        return byTime != 0 ? byTime : Order.CompareTo(other.Order);
    }
}
