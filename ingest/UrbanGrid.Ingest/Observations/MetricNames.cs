using System.Collections.Concurrent;

namespace UrbanGrid.Ingest.Observations;

/// <summary>One string per metric name, so that reading a value makes none. Bounded: names are the devices' choice.</summary>
internal static class MetricNames
{
    /// <summary>Longest metric name.</summary>
    public const int MaxLength = 64;

    private const int MaxNames = 4_096;

    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ReadOnlySpan<char> name)
    {
        if (Lookup.TryGetValue(name, out var known))
        {
            return known;
        }

        var made = name.ToString();
        return Names.Count < MaxNames ? Names.GetOrAdd(made, made) : made;
    }
}
