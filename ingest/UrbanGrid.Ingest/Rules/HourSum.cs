namespace UrbanGrid.Ingest.Rules;

/// <summary>Mean and spread of one hour's readings as they come (Welford).</summary>
internal struct HourSum
{
    private double _squares;

    public int Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>Standard deviation; 0 for a single reading.</summary>
    public readonly double Spread => Count > 1 ? Math.Sqrt(_squares / (Count - 1)) : 0;

    public void Add(double value)
    {
        var before = value - Mean;
        Mean += before / ++Count;
        _squares += before * (value - Mean);
    }
}
