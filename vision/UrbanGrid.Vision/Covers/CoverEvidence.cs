namespace UrbanGrid.Vision.Covers;

/// <summary>
/// Saves up seconds in which a cover looks changed; presence takes them back, doubt and things in front leave them as they
/// are. So a passer-by neither raises an alarm nor ends one.
/// </summary>
internal sealed class CoverEvidence(CoverSettings settings)
{
    private double _missing;
    private double _displaced;

    /// <summary>Seconds saved up.</summary>
    public double Value { get; private set; }

    /// <summary>When it began to look changed, Unix ms.</summary>
    public long Since { get; private set; }

    public bool IsFull => Value >= settings.EvidenceAlarm;

    public bool IsEmpty => Value <= 0;

    /// <summary>Whether most of the evidence is of an open hole.</summary>
    public bool SpeaksOfMissing => _missing > _displaced;

    /// <summary>Takes a verdict that stands for some seconds.</summary>
    public void Take(in CoverVerdict verdict, double seconds, long stamp)
    {
        switch (verdict.State)
        {
            case CoverState.Displaced or CoverState.Missing:
                if (IsEmpty)
                {
                    (Since, _missing, _displaced) = (stamp, 0, 0);
                }

                var gain = settings.EvidenceGain * seconds;
                Value = Math.Min(settings.EvidenceMax, Value + gain);
                _missing += verdict.State == CoverState.Missing ? gain : 0;
                _displaced += verdict.State == CoverState.Displaced ? gain : 0;
                break;
            case CoverState.Present:
                Value = Math.Max(0, Value - (settings.EvidenceLoss * seconds));
                break;
        }
    }

    /// <summary>Forgets what was saved up.</summary>
    public void Clear() => Value = 0;
}
