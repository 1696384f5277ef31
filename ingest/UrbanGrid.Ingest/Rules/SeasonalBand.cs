namespace UrbanGrid.Ingest.Rules;

/// <summary>What a metric is expected to read, and what still counts as usual, in its unit.</summary>
/// <param name="Expected">Median of its past.</param>
/// <param name="Half">Half the width of the band.</param>
/// <param name="Weekly">Whether the past is that of the same hour of the week; else of the same hour of the day.</param>
internal readonly record struct SeasonalBand(double Expected, double Half, bool Weekly)
{
    public double Low => Expected - Half;

    public double High => Expected + Half;

    public bool Contains(double value) => Math.Abs(value - Expected) <= Half;
}
