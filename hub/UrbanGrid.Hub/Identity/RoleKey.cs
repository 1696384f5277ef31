namespace UrbanGrid.Hub.Identity;

/// <summary>Keys of the roles of docs/domain-sources.md §1; their names are in <c>labels.json</c>.</summary>
public static class RoleKey
{
    /// <summary>监督员: reports, verifies and checks on the spot.</summary>
    public const string Collector = "collector";
    /// <summary>受理员: triage, accepts or rejects.</summary>
    public const string Acceptor = "acceptor";
    /// <summary>值班长: files and closes.</summary>
    public const string ShiftLeader = "shift_leader";
    /// <summary>派遣员: dispatches.</summary>
    public const string Dispatcher = "dispatcher";
    /// <summary>专业部门: takes on and feeds back.</summary>
    public const string Department = "department";
    /// <summary>处置人员: handles on site.</summary>
    public const string Handler = "handler";
    /// <summary>考核员: evaluates.</summary>
    public const string Evaluator = "evaluator";
    /// <summary>领导: reads all, urges.</summary>
    public const string Leader = "leader";
    /// <summary>系统管理员: devices, users, settings.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
        [Collector, Acceptor, ShiftLeader, Dispatcher, Department, Handler, Evaluator, Leader, Admin];
}
