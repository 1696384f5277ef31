namespace UrbanGrid.Ingest.Rules;

/// <summary>What is remembered of one metric of one device beside its last value; only what some rule needs.</summary>
internal sealed class MetricTrack
{
    private BackgroundLearner? _learner;
    private double _last = double.NaN;

    /// <summary>Hub time at which it was last heard; null if never.</summary>
    public long? HeardAt { get; set; }

    /// <summary>Device time since when it reads the same; null while fewer than two readings agree or differ.</summary>
    public long? ChangedAt { get; private set; }

    /// <summary>Device time of the first reading, or of the last change: since when it surely stands.</summary>
    public long? StandsSince { get; private set; }

    /// <summary>Readings since then that said the same.</summary>
    public int Repeats { get; private set; }

    /// <summary>What it reads when nothing is wrong; null while nobody knows.</summary>
    public double? Background { get; private set; }

    /// <summary>Its recent course; null where no rule looks at it.</summary>
    public MetricWindow? Window { get; private set; }

    /// <summary>What it reads at each hour; null where no rule looks at it.</summary>
    public SeasonalProfile? Profile { get; private set; }

    /// <summary>Begins to remember what a rule needs, and keeps what is known.</summary>
    public void Prepare(in TrackNeed need, TimeZoneInfo zone)
    {
        if (need.Background && Background is null)
        {
            _learner ??= new BackgroundLearner();
        }

        if (need.WindowMs > 0 && Window?.SpanMs != need.WindowMs)
        {
            Window = new MetricWindow(need.WindowMs);
        }

        if (need.Anomaly is { } anomaly && Profile?.Definition != anomaly)
        {
            Profile = new SeasonalProfile(anomaly, zone);
        }
    }

    /// <summary>Takes over seasons that were learned from the store; returns whether they are still asked for.</summary>
    public bool TakeOver(SeasonalProfile learned)
    {
        if (Profile?.Definition != learned.Definition)
        {
            return false;
        }

        Profile = learned;
        return true;
    }

    /// <summary>Takes the background from the registry, or one learned before the hub restarted.</summary>
    public void SetBackground(double value) => (Background, _learner) = (value, null);

    /// <summary>Takes a reading, newest last; returns the background when this reading makes it known.</summary>
    public double? Take(long timestamp, double value, long receivedAt)
    {
        HeardAt = receivedAt;
        if (value.Equals(_last))
        {
            Repeats++;
        }
        else
        {
            ChangedAt = double.IsNaN(_last) ? null : timestamp;
            (StandsSince, Repeats, _last) = (timestamp, 0, value);
        }

        Window?.Add(timestamp, value);
        Profile?.Learn(timestamp, value);
        if (_learner?.Learn(value) is not { } background)
        {
            return null;
        }

        SetBackground(background);
        return background;
    }
}
