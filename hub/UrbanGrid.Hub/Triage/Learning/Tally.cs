namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>How many of some verdicts were right.</summary>
/// <param name="Confirmed">Those that were.</param>
/// <param name="Of">All of them.</param>
public readonly record struct Tally(int Confirmed, int Of)
{
    /// <summary>Those that were not.</summary>
    public int Rejected => Of - Confirmed;

    /// <summary>Share of right ones; null without any.</summary>
    public double? Share => Of == 0 ? null : (double)Confirmed / Of;

    /// <summary>Adds a verdict.</summary>
    public Tally With(bool confirmed) => new(Confirmed + (confirmed ? 1 : 0), Of + 1);

    /// <summary>Share of right ones, drawn towards what is known from elsewhere while there are few.</summary>
    /// <param name="towards">Share elsewhere.</param>
    /// <param name="weight">Verdicts that it weighs as much as.</param>
    public double Shrunk(double towards, double weight) => (Confirmed + (weight * towards)) / (Of + weight);

    /// <summary>
    /// The end of the Wilson interval of the share (Wilson 1927, J. Am. Stat. Assoc. 22), <paramref name="z"/> standard
    /// deviations below it, or above it if negative. Without any verdict it is 0, or 1.
    /// </summary>
    public double Bound(double z)
    {
        if (Of == 0)
        {
            return z > 0 ? 0 : 1;
        }

        var (n, p, zz) = ((double)Of, (double)Confirmed / Of, z * z);
        var spread = z * Math.Sqrt((p * (1 - p) / n) + (zz / (4 * n * n)));
        return (p + (zz / (2 * n)) - spread) / (1 + (zz / n));
    }
}
