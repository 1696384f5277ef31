namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>Growing pauses between attempts: doubling from first to longest, each up to a fifth shorter or longer by chance.</summary>
public sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private const double Jitter = 0.2;

    private int _attempts;

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan Next()
    {
        var pause = Math.Min(first.TotalSeconds * Math.Pow(2, _attempts++), longest.TotalSeconds);
        return TimeSpan.FromSeconds(pause * (1 + (Jitter * ((2 * random.NextDouble()) - 1))));
    }

    /// <summary>It went well: start from the first pause again.</summary>
    public void Reset() => _attempts = 0;
}
