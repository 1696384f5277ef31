namespace UrbanGrid.Casework.Law;

/// <summary>Keys of what a step may ask for; the console shows one field each.</summary>
public static class ActionInput
{
    /// <summary>Written reason or result.</summary>
    public const string Opinion = "opinion";

    /// <summary>Rule or list that a return or a ruling rests on (依据).</summary>
    public const string Basis = "basis";

    /// <summary>Code of the department that shall handle the case (主办).</summary>
    public const string Department = "department";

    /// <summary>Codes of the departments that help (协办).</summary>
    public const string Assisting = "assisting";

    /// <summary>One of the row's results, see <see cref="LawRow.Results"/>.</summary>
    public const string Result = "result";

    /// <summary>Class code, where the reported one is wrong.</summary>
    public const string Category = "category";

    /// <summary>Key of the filing condition.</summary>
    public const string Condition = "condition";

    /// <summary>Files that show it.</summary>
    public const string Evidence = "evidence";

    /// <summary>User id of the collector a task goes to; left out: whoever watches the responsibility grid.</summary>
    public const string Collector = "collector";

    /// <summary>User id of the handler.</summary>
    public const string Handler = "handler";

    /// <summary>When a hung-up case goes on by itself, Unix ms.</summary>
    public const string ResumeAt = "resumeAt";

    /// <summary>Number of the case that tells of the same.</summary>
    public const string DuplicateOf = "duplicateOf";

    /// <summary>What the reporter says of the result, one of <see cref="Satisfactions"/>.</summary>
    public const string Satisfaction = "satisfaction";

    /// <summary>The closing condition has been looked at and is met.</summary>
    public const string ClosingMet = "closingMet";

    /// <summary>The check found the problem solved.</summary>
    public const string Pass = "pass";

    /// <summary>The check found it not solved.</summary>
    public const string Fail = "fail";

    /// <summary>核实属实: what was reported is there.</summary>
    public const string Exists = "exists";

    /// <summary>核实不属实.</summary>
    public const string Absent = "absent";

    /// <summary>The collector could not look.</summary>
    public const string Unable = "unable";

    /// <summary>非常满意, 满意, 不满意.</summary>
    public static IReadOnlyList<string> Satisfactions { get; } = ["very_satisfied", "satisfied", "unsatisfied"];
}
