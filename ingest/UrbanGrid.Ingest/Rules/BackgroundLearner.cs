namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Finds what a metric reads when nothing is wrong: the mean of the first readings that agree. Until then rules that need it
/// stay silent.
/// </summary>
internal sealed class BackgroundLearner
{
    /// <summary>Readings that must agree.</summary>
    private const int Readings = 3;

    /// <summary>By how much they may differ, in the metric's unit.</summary>
    private const double Spread = 2;

    private readonly List<double> _agreeing = [];

    /// <summary>Takes a reading; returns the background once it is known.</summary>
    public double? Learn(double value)
    {
        if (_agreeing.Exists(v => Math.Abs(v - value) > Spread))
        {
            _agreeing.Clear();
        }

        _agreeing.Add(value);
        return _agreeing.Count >= Readings ? _agreeing.Average() : null;
    }
}
