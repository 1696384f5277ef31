namespace UrbanGrid.Vision.LeftObject;

/// <summary>Whether a region was taken for a person, look by look.</summary>
internal sealed class PersonVotes(double keptSeconds)
{
    private readonly Queue<(double At, bool IsPerson)> _votes = new();

    public int Count => _votes.Count;

    public double LastAt { get; private set; } = double.NegativeInfinity;

    public double PersonShare => _votes.Count == 0 ? 0 : _votes.Count(v => v.IsPerson) / (double)_votes.Count;

    public void Add(double now, bool isPerson)
    {
        LastAt = now;
        _votes.Enqueue((now, isPerson));
    }

    /// <summary>Drops the votes that no longer count.</summary>
    public void Forget(double now)
    {
        while (_votes.TryPeek(out var oldest) && now - oldest.At > keptSeconds)
        {
            _votes.Dequeue();
        }
    }

    public void Clear() => _votes.Clear();
}
