using System.Buffers;

namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>
/// Normalised names in a few large arrays: sorted, for names that begin with a text, and by their grams, for similar ones.
/// Made once and read by many at a time.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>Grams in more than this share of all names are not followed while rarer ones lead to some.</summary>
    private const double Common = 0.1;

    private readonly char[] _characters;
    private readonly int[] _starts;
    private readonly int[] _sorted;
    private readonly Dictionary<ulong, (int Start, int Count)> _grams = [];
    private readonly int[] _postings;
    private readonly float[] _weights;

    /// <param name="texts">Normalised; a text is known by its position here.</param>
    public NameIndex(IReadOnlyList<string> texts)
    {
        _starts = new int[texts.Count + 1];
        for (var i = 0; i < texts.Count; i++)
        {
            _starts[i + 1] = _starts[i] + texts[i].Length;
        }

        _characters = new char[_starts[^1]];
        for (var i = 0; i < texts.Count; i++)
        {
            texts[i].CopyTo(_characters.AsSpan(_starts[i]));
        }

        _sorted = [.. Enumerable.Range(0, texts.Count)];
        Array.Sort(_sorted, (a, b) => Of(a).SequenceCompareTo(Of(b)) is not 0 and var order ? order : a.CompareTo(b));
        _postings = FillPostings();
        _weights = new float[texts.Count];
        foreach (var (start, count) in _grams.Values)
        {
            var weight = WeightOf(count);
            foreach (var text in _postings.AsSpan(start, count))
            {
                _weights[text] += weight;
            }
        }
    }

    /// <summary>How many texts there are.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>A text.</summary>
    public ReadOnlySpan<char> Of(int text) => _characters.AsSpan(_starts[text], _starts[text + 1] - _starts[text]);

    /// <summary>Texts that begin with this one, in order.</summary>
    public ReadOnlySpan<int> BeginningWith(ReadOnlySpan<char> start, int most)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Of(_sorted[middle]).SequenceCompareTo(start) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        var end = low;
        while (end < _sorted.Length && end - low < most && Of(_sorted[end]).StartsWith(start))
        {
            end++;
        }

        return _sorted.AsSpan(low, end - low);
    }

    /// <summary>Texts that have most in common with this one, the best first.</summary>
    public List<(int Text, float Likeness)> Like(ReadOnlySpan<char> wanted, int most)
    {
        var buffer = new ulong[(wanted.Length * 3) + 3];
        var found = new List<(int Start, int Count)>();
        var all = 0f;
        foreach (var gram in buffer.AsSpan(0, NameGrams.Of(wanted, buffer)))
        {
            var postings = _grams.GetValueOrDefault(gram);
            all += WeightOf(postings.Count);
            if (postings.Count > 0)
            {
                found.Add(postings);
            }
        }

        found.Sort((a, b) => a.Count.CompareTo(b.Count));
        var common = ArrayPool<float>.Shared.Rent(Count);
        Array.Clear(common, 0, Count);
        var touched = new List<int>();
        foreach (var (start, count) in found.TakeWhile((g, i) => i == 0 || g.Count < Common * Count || touched.Count < most))
        {
            var weight = WeightOf(count);
            foreach (var text in _postings.AsSpan(start, count))
            {
                if (common[text] == 0)
                {
                    touched.Add(text);
                }

                common[text] += weight;
            }
        }

        var best = new PriorityQueue<int, (float, int)>(most + 1);
        foreach (var text in touched)
        {
            best.Enqueue(text, (2 * common[text] / (all + _weights[text]), -text));
            if (best.Count > most)
            {
                best.Dequeue();
            }
        }

        ArrayPool<float>.Shared.Return(common);
        var result = new List<(int, float)>(best.Count);
        while (best.TryDequeue(out var text, out var priority))
        {
            result.Add((text, priority.Item1));
        }

        result.Reverse();
        return result;
    }

    private int[] FillPostings()
    {
        var counts = new Dictionary<ulong, int>();
        var grams = new ulong[((NameText.MaxLength + 20) * 6) + 3];
        for (var text = 0; text < Count; text++)
        {
            foreach (var gram in GramsOf(text, ref grams))
            {
                counts[gram] = counts.GetValueOrDefault(gram) + 1;
            }
        }

        var total = 0;
        foreach (var (gram, count) in counts)
        {
            _grams[gram] = (total, 0);
            total += count;
        }

        var postings = new int[total];
        for (var text = 0; text < Count; text++)
        {
            foreach (var gram in GramsOf(text, ref grams))
            {
                var (start, count) = _grams[gram];
                postings[start + count] = text;
                _grams[gram] = (start, count + 1);
            }
        }

        return postings;
    }

    private Span<ulong> GramsOf(int text, ref ulong[] grams)
    {
        if (grams.Length < (Of(text).Length * 3) + 3)
        {
            grams = new ulong[(Of(text).Length * 3) + 3];
        }

        return grams.AsSpan(0, NameGrams.Of(Of(text), grams));
    }

    /// <summary>The rarer, the more it says; a gram of no name says most.</summary>
    private float WeightOf(int count) => MathF.Log(1 + ((Count + 1f) / (count + 1f)));
}
