namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Readings of one hour, at most <see cref="Capacity"/>, evenly thinned where more arrive. Their median and median absolute
/// deviation do not mind a spike.
/// </summary>
internal sealed class HourSample
{
    public const int Capacity = 64;

    /// <summary>Makes a median absolute deviation comparable with a standard deviation of normal noise.</summary>
    public const double MadToSigma = 1.4826;

    private readonly float[] _readings = new float[Capacity];
    private int _seen;
    private int _stride = 1;

    public int Count { get; private set; }

    public void Add(double value)
    {
        if (_seen++ % _stride != 0)
        {
            return;
        }

        if (Count == Capacity)
        {
            Thin();
        }

        _readings[Count++] = (float)value;
    }

    /// <summary>Median and robust standard deviation of the readings; begins anew.</summary>
    public (float Median, float Spread) Close()
    {
        var readings = _readings.AsSpan(0, Count);
        var median = MedianOf(readings);
        foreach (ref var reading in readings)
        {
            reading = Math.Abs(reading - median);
        }

        var spread = (float)(MedianOf(readings) * MadToSigma);
        (_seen, _stride, Count) = (0, 1, 0);
        return (median, spread);
    }

    private void Thin()
    {
        for (var i = 0; i < Capacity / 2; i++)
        {
            _readings[i] = _readings[i * 2];
        }

        (_stride, Count) = (_stride * 2, Capacity / 2);
    }

    private static float MedianOf(Span<float> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
