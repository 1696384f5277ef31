namespace UrbanGrid.Ingest.Rules;

/// <summary>What a rule's tests say about the values of one moment.</summary>
internal enum RuleVerdict
{
    /// <summary>A value the rule needs is not known.</summary>
    Unknown,
    /// <summary>Back past the hysteresis.</summary>
    Clear,
    /// <summary>Inside the hysteresis: no reason to raise, and none to clear.</summary>
    Between,
    /// <summary>Every test holds.</summary>
    Holds,
}
