namespace UrbanGrid.Casework.Law;

/// <summary>What a step writes down about the case besides its state and clocks.</summary>
public enum CaseEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A task goes to a collector; what an earlier one found no longer counts.</summary>
    SendTask,

    /// <summary>What the collector found before filing.</summary>
    Verified,

    /// <summary>What the collector found after handling.</summary>
    Checked,

    /// <summary>Given to one main and some assisting departments.</summary>
    Dispatched,

    /// <summary>The ruling binds: the department may not return the case.</summary>
    Bound,

    /// <summary>A department's return was granted (回退数).</summary>
    Returned,

    /// <summary>A department's return was refused: buck-passing (推诿数).</summary>
    ReturnRefused,

    /// <summary>A delay was granted (延期数).</summary>
    Delayed,

    /// <summary>When the case shall go on, if hanging up is granted.</summary>
    ProposeResume,

    /// <summary>Hung up (挂账数).</summary>
    HungUp,

    /// <summary>A handler has it.</summary>
    Assigned,

    /// <summary>No handler has it.</summary>
    Unassigned,

    /// <summary>The department passed its result back; earlier checks no longer count.</summary>
    FedBack,

    /// <summary>An assisting department has done its part.</summary>
    Assisted,

    /// <summary>The same department has to do it again (返工数).</summary>
    Reworked,

    /// <summary>A leader wants an answer (督办).</summary>
    Supervised,

    /// <summary>The leader has an answer.</summary>
    SupervisionAnswered,

    /// <summary>What the reporter says of the result.</summary>
    Visited,

    /// <summary>Closed but not fixed: opened again.</summary>
    Reopened,

    /// <summary>The department's one appeal is used.</summary>
    Appealed,

    /// <summary>Overdue by no fault of the department: counted as in time, the fact stays.</summary>
    Exempted,

    /// <summary>Another case tells of the same.</summary>
    Duplicate,

    /// <summary>The same was reported once more (重复上报数).</summary>
    Repeated,
}
