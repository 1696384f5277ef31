namespace UrbanGrid.Ingest.Rules;

/// <summary>Where a rule stands on a device.</summary>
internal enum RulePhase
{
    /// <summary>Nothing is wrong, or not known to be.</summary>
    Idle,
    /// <summary>The condition holds, not yet for the hold time.</summary>
    Pending,
    /// <summary>The condition has held and was counted, but has not come often enough.</summary>
    Counted,
    /// <summary>The alarm holds.</summary>
    Raised,
    /// <summary>The condition is over, not yet for the clear time.</summary>
    Clearing,
}
