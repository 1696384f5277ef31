namespace UrbanGrid.Bench;

/// <summary>How memory went after the warm-up.</summary>
/// <param name="ResidentSlope">MiB per hour of footage.</param>
/// <param name="ManagedSlope">MiB per hour of footage.</param>
/// <param name="NativeSlope">MiB per hour of footage.</param>
/// <param name="ResidentPeak">Largest resident set of all samples, MiB.</param>
/// <param name="IsFlat">Whether none grew faster than allowed; false where there are too few samples to tell.</param>
internal sealed record SoakVerdict(double ResidentSlope, double ManagedSlope, double NativeSlope, double ResidentPeak, bool IsFlat)
{
    private const int SamplesMin = 3;

    /// <summary>Judges the samples of a run.</summary>
    public static SoakVerdict Of(IReadOnlyList<SoakSample> samples, SoakLimits limits)
    {
        SoakSample[] warm = [.. samples.Skip((int)(samples.Count * limits.WarmUpShare))];
        double[] slopes = [Slope(warm, s => s.ResidentMiB), Slope(warm, s => s.ManagedMiB), Slope(warm, s => s.NativeMiB)];
        return new SoakVerdict(
            slopes[0],
            slopes[1],
            slopes[2],
            samples.Count == 0 ? 0 : samples.Max(s => s.ResidentMiB),
            warm.Length >= SamplesMin && slopes.All(s => s <= limits.SlopeMiBPerHour));
    }

    /// <summary>Of the line with the least squared distance.</summary>
    private static double Slope(SoakSample[] samples, Func<SoakSample, double> value)
    {
        if (samples.Length < 2)
        {
            return 0;
        }

        var (hour, mean) = (samples.Average(s => s.Hour), samples.Average(value));
        var along = samples.Sum(s => (s.Hour - hour) * (value(s) - mean));
        return Math.Round(along / samples.Sum(s => (s.Hour - hour) * (s.Hour - hour)), 4);
    }
}
