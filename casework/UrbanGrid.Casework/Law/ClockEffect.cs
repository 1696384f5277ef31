namespace UrbanGrid.Casework.Law;

/// <summary>What a step does to the handling clock (处置时限). The stage clock always follows the state.</summary>
public enum ClockEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The filing condition fixes the limit; the clock does not run yet.</summary>
    SetLimit,

    /// <summary>A department gets the case: the clock runs from now; for the department that had it before, it goes on where
    /// it stood; for another one it starts anew (docs/domain-sources.md §2.4).</summary>
    Start,

    /// <summary>The clock stands until the case is decided upon or taken up again.</summary>
    Pause,

    /// <summary>A standing clock goes on.</summary>
    GoOn,

    /// <summary>The limit grows by the length it had at filing.</summary>
    Extend,

    /// <summary>The department has passed the case back, or the case is over; the clock ends.</summary>
    Stop,

    /// <summary>Rework: the ended clock goes on where it stood, the time in between is a pause.</summary>
    Resume,
}
