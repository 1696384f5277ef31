using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Store;

/// <summary>
/// A case as lists and filters need it. Everything here follows from its log entries; times are Unix milliseconds.
/// </summary>
internal sealed class CaseRow
{
    private string _state = "";

    /// <summary>Row id; grows with the time of reporting.</summary>
    public long Id { get; set; }

    /// <summary>Case number (案件编号).</summary>
    public required string Number { get; set; }

    /// <summary>Grows by one with every log entry; what If-Match compares.</summary>
    public long Version { get; set; }

    /// <summary>Key of the state; brings its <see cref="Phase"/> with it.</summary>
    public required string State
    {
        get => _state;
        set => (_state, Phase) = (value, CaseStates.Get(value).Phase);
    }

    /// <summary><see cref="CaseState.Phase"/> of the state, by which lists are found.</summary>
    public string Phase { get; private set; } = CaseState.OpenPhase;

    /// <summary>The reporter's own key; unique.</summary>
    public required string SourceKey { get; set; }

    /// <summary>Key of the source, e.g. <c>camera</c>.</summary>
    public required string Source { get; set; }

    /// <summary>Class code.</summary>
    public required string Category { get; set; }

    /// <summary>Key of the filing condition.</summary>
    public required string Condition { get; set; }

    /// <summary>Version of the catalogue that class and condition are of: in force at the report, then at each filing.</summary>
    public long CatalogueVersion { get; set; } = 1;

    /// <summary>WGS-84 degrees north.</summary>
    public double Lat { get; set; }

    /// <summary>WGS-84 degrees east.</summary>
    public double Lon { get; set; }

    /// <summary>Unit grid, when the place lies in one.</summary>
    public string? GridCode { get; set; }

    /// <summary>Responsibility grid, when the place lies in one.</summary>
    public string? ResponsibilityGrid { get; set; }

    /// <summary>Address in Chinese.</summary>
    public required string AddressZh { get; set; }

    /// <summary>Address in English.</summary>
    public required string AddressEn { get; set; }

    /// <summary>Component concerned.</summary>
    public string? ComponentCode { get; set; }

    /// <summary>What was seen, in Chinese.</summary>
    public required string DescriptionZh { get; set; }

    /// <summary>What was seen, in English.</summary>
    public required string DescriptionEn { get; set; }

    /// <summary>Department the case was dispatched to; rework stays with it.</summary>
    public string? Department { get; set; }

    /// <summary>When it was reported.</summary>
    public long ReportedAt { get; set; }

    /// <summary>When its last log entry was written.</summary>
    public long ChangedAt { get; set; }

    /// <summary>When the handling clock turns yellow, as it runs now.</summary>
    public long? HandlingYellowAt { get; set; }

    /// <summary>When the handling limit is used up, as the clock runs now.</summary>
    public long? HandlingDeadline { get; set; }

    /// <summary>When the handling clock stopped, or null while it runs.</summary>
    public long? HandlingEndedAt { get; set; }

    /// <summary>When the stage clock turns yellow; null without a stage limit.</summary>
    public long? StageYellowAt { get; set; }

    /// <summary>When the stage limit is used up; null without one.</summary>
    public long? StageDeadline { get; set; }

    /// <summary>Open request, a key of <see cref="Law.CaseRequests"/>.</summary>
    public string? Request { get; set; }

    /// <summary>User id of the handler who has it.</summary>
    public string? Handler { get; set; }

    /// <summary>User id of the collector who has the task, where it was sent to one.</summary>
    public string? TaskCollector { get; set; }

    /// <summary>Codes of assisting departments that still have to feed back, each between two commas; null: none.</summary>
    public string? Assisting { get; set; }

    /// <summary>What a collector found before filing.</summary>
    public string? Verified { get; set; }

    /// <summary>What was found since the last feedback.</summary>
    public string? Checked { get; set; }

    /// <summary>A picture of the check was added since the last feedback.</summary>
    public bool CheckPicture { get; set; }

    /// <summary>A ruling binds the department.</summary>
    public bool Ruled { get; set; }

    /// <summary>Returns granted (回退).</summary>
    public int Returns { get; set; }

    /// <summary>Returns refused (推诿).</summary>
    public int RefusedReturns { get; set; }

    /// <summary>Delays granted (延期) since the last dispatch.</summary>
    public int Delays { get; set; }

    /// <summary>Times hung up (挂账).</summary>
    public int HangUps { get; set; }

    /// <summary>Times sent for rework (返工).</summary>
    public int Reworks { get; set; }

    /// <summary>Times opened again after closing.</summary>
    public int Reopenings { get; set; }

    /// <summary>Times the same was reported once more (重复上报).</summary>
    public int Repeats { get; set; }

    /// <summary>User id of whoever reported it, as the log has it.</summary>
    public string? Reporter { get; set; }

    /// <summary>When a hung-up case goes on by itself; while hanging up is asked for, the date proposed.</summary>
    public long? ResumeAt { get; set; }

    /// <summary>When a leader asked for an answer that is still due (督办).</summary>
    public long? SupervisedAt { get; set; }

    /// <summary>Id of the case that goes on instead of this one.</summary>
    public long? DuplicateOf { get; set; }

    /// <summary>What the reporter said at the last return visit.</summary>
    public string? Satisfaction { get; set; }

    /// <summary>The department has used its appeal.</summary>
    public bool Appealed { get; set; }

    /// <summary>Overdue, but exempted on appeal.</summary>
    public bool Exempted { get; set; }
}
