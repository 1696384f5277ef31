using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Law;

/// <summary>A state of a case (案件状态, docs/domain-sources.md §2.2).</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">As the centre calls it.</param>
/// <param name="IsOpen">False once nothing more is to be done.</param>
/// <param name="StageLimit">Time its post has (环节时限); null: only the case clock counts.</param>
/// <param name="TaskOf">For a task that is out with a collector: the state whose post waits for the answer; its stage
/// clock stands meanwhile (docs/domain-sources.md §3.1).</param>
public sealed record CaseState(string Key, LocalText Name, bool IsOpen, TimeLimit? StageLimit = null, string? TaskOf = null)
{
    /// <summary>Something is still to be done.</summary>
    public const string OpenPhase = "open";

    /// <summary>Ended after it was handled.</summary>
    public const string DonePhase = "done";

    /// <summary>Ended without having been handled.</summary>
    public const string DroppedPhase = "dropped";

    /// <summary>What lists are kept apart by: <see cref="OpenPhase"/>, <see cref="DonePhase"/> or <see cref="DroppedPhase"/>.</summary>
    public string Phase => IsOpen ? OpenPhase : CaseStates.Done.Contains(Key) ? DonePhase : DroppedPhase;
}
