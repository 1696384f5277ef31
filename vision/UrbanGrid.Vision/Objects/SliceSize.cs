namespace UrbanGrid.Vision.Objects;

/// <summary>How many pictures fit into one piece of work, by what the last ones took. The first is looked at alone.</summary>
/// <param name="slice">Longest piece of work.</param>
/// <param name="max">Most pictures.</param>
internal sealed class SliceSize(TimeSpan slice, int max)
{
    /// <summary>Share that the newest piece has in the mean: a slow moment passes, a busy machine is followed.</summary>
    private const double Newest = 0.3;

    private double? _seconds;

    /// <summary>Pictures of the next piece, at least one.</summary>
    public int Pictures => _seconds is { } each ? (int)Math.Clamp(slice.TotalSeconds / Math.Max(each, 1e-6), 1, max) : 1;

    /// <summary>Notes what a piece took.</summary>
    public void Took(TimeSpan time, int pictures)
    {
        var each = time.TotalSeconds / pictures;
        _seconds = _seconds is { } mean ? mean + (Newest * (each - mean)) : each;
    }
}
