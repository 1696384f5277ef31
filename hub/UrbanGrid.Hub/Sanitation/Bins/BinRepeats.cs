namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>A bin that hangs on the lift is read again and again; it is counted once.</summary>
public static class BinRepeats
{
    /// <summary>The same tag within so long of the reading that was counted is the same bin being emptied (ours, [L]).</summary>
    public const long WithinMs = 5 * 60_000;

    /// <summary>The readings that count, oldest first; one without a weight takes it from its repeat.</summary>
    public static IReadOnlyList<BinReading> Remove(IEnumerable<BinReading> readings)
    {
        List<BinReading> counted = [];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reading in readings.OrderBy(r => r.At).ThenBy(r => r.Vehicle, StringComparer.Ordinal))
        {
            if (last.TryGetValue(reading.Tag, out var n) && reading.At - counted[n].At <= WithinMs)
            {
                counted[n] = counted[n] with { WeightKg = counted[n].WeightKg ?? reading.WeightKg };
                continue;
            }

            last[reading.Tag] = counted.Count;
            counted.Add(reading);
        }

        return counted;
    }
}
