using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Counts how often a condition began; the last few beginnings are all it keeps.</summary>
internal sealed class Recurrence
{
    private readonly long[] _begins = new long[RuleRepeat.Most];
    private int _count;

    /// <summary>Notes a beginning; returns whether it is one too many. Counting then starts anew.</summary>
    public bool Note(long began, RuleRepeat repeat)
    {
        _begins[_count++ % RuleRepeat.Most] = began;
        var first = _count - repeat.Times;
        if (first < 0 || began - _begins[first % RuleRepeat.Most] > TestBinding.Ms(repeat.WithinS))
        {
            return false;
        }

        _count = 0;
        return true;
    }
}
