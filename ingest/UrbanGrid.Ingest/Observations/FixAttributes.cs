using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace UrbanGrid.Ingest.Observations;

/// <summary>
/// The numbers of a fix: a few names, shared by all fixes of a terminal, and their values. A thousand of these weigh what a
/// few dictionaries do.
/// </summary>
internal sealed class FixAttributes : IReadOnlyDictionary<string, double>
{
    /// <summary>Of a fix that carries none.</summary>
    public static readonly FixAttributes None = new([], []);

    private readonly string[] _names;
    private readonly double[] _values;

    /// <summary>Takes both arrays over: neither may be changed afterwards.</summary>
    public FixAttributes(string[] names, double[] values) => (_names, _values) = (names, values);

    /// <summary>The names, in the order of the values.</summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>The values, in the order of the names.</summary>
    public ReadOnlySpan<double> Numbers => _values;

    public int Count => _names.Length;

    public IEnumerable<string> Keys => _names;

    public IEnumerable<double> Values => _values;

    public double this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    /// <summary>As this type; itself if it is one.</summary>
    public static FixAttributes Of(IReadOnlyDictionary<string, double> attributes) =>
        attributes as FixAttributes ?? (attributes.Count == 0 ? None : new FixAttributes([.. attributes.Keys], [.. attributes.Values]));

    /// <summary>Whether a number has the same names in the same order as another.</summary>
    public bool HasNamesOf(FixAttributes other) => ReferenceEquals(_names, other._names) || _names.AsSpan().SequenceEqual(other._names);

    /// <summary>The same names with other values.</summary>
    public FixAttributes With(double[] values) => new(_names, values);

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        var index = IndexOf(key);
        value = index < 0 ? 0 : _values[index];
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            yield return new KeyValuePair<string, double>(_names[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (ReferenceEquals(_names[i], key) || _names[i] == key)
            {
                return i;
            }
        }

        return -1;
    }
}
