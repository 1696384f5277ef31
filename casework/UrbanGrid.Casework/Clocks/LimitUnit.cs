namespace UrbanGrid.Casework.Clocks;

/// <summary>How a time limit is counted (docs/domain-sources.md §3.1).</summary>
public enum LimitUnit
{
    /// <summary>紧急工作时: runs through nights, weekends and holidays.</summary>
    UrgentHour,

    /// <summary>紧急工作日 / 自然日: 24 hours on end.</summary>
    UrgentDay,

    /// <summary>工作时: only inside working periods of working days.</summary>
    WorkHour,

    /// <summary>工作日: one full day of working periods, 8 hours by default.</summary>
    WorkDay,
}
