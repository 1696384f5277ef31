namespace UrbanGrid.Casework.Law;

/// <summary>What a step does to the handling clock (处置时限). The stage clock always follows the state.</summary>
public enum ClockEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The filing condition fixes the limit; the clock does not run yet.</summary>
    SetLimit,

    /// <summary>The clock runs from now.</summary>
    Start,

    /// <summary>The department has passed the case back; the clock stands.</summary>
    Stop,

    /// <summary>Rework: the clock goes on where it stood, the time in between is a pause.</summary>
    Resume,
}
