namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// The recent course of a metric: at most <see cref="Capacity"/> readings, evenly thinned where more arrive, and the last one
/// before the window, so that a device which reports seldom has a rate too.
/// </summary>
internal sealed class MetricWindow(long spanMs)
{
    /// <summary>Readings kept.</summary>
    public const int Capacity = 32;

    private const double MsPerMinute = 60_000;

    private readonly (long At, double Value)[] _readings = new (long, double)[Capacity];
    private int _first;
    private int _count;

    /// <summary>Length of the window.</summary>
    public long SpanMs => spanMs;

    /// <summary>Adds a reading; they come in order of time.</summary>
    public void Add(long at, double value)
    {
        // The newest reading gives way to the next one while both are closer together than what is kept.
        if (_count >= 2 && at - At(_count - 2).At < spanMs / (Capacity - 2))
        {
            _readings[Slot(_count - 1)] = (at, value);
            return;
        }

        if (_count == Capacity)
        {
            (_first, _count) = (Slot(1), _count - 1);
        }

        _readings[Slot(_count++)] = (at, value);
        while (_count > 2 && At(1).At <= at - spanMs)
        {
            (_first, _count) = (Slot(1), _count - 1);
        }
    }

    /// <summary>Slope of the line of least squares, per minute; null before half a window is known.</summary>
    public double? RatePerMinute()
    {
        if (_count < 2 || At(_count - 1).At - At(0).At < spanMs / 2)
        {
            return null;
        }

        double meanT = 0, meanV = 0;
        for (var i = 0; i < _count; i++)
        {
            meanT += (At(i).At - At(0).At) / MsPerMinute / _count;
            meanV += At(i).Value / _count;
        }

        double products = 0, squares = 0;
        for (var i = 0; i < _count; i++)
        {
            var t = ((At(i).At - At(0).At) / MsPerMinute) - meanT;
            products += t * (At(i).Value - meanV);
            squares += t * t;
        }

        return products / squares;
    }

    private (long At, double Value) At(int index) => _readings[Slot(index)];

    private int Slot(int index) => (_first + index) % Capacity;
}
