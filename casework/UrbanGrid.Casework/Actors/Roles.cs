namespace UrbanGrid.Casework.Actors;

/// <summary>The posts of a supervision and command centre (岗位, docs/domain-sources.md §1).</summary>
public static class Roles
{
    /// <summary>监督员.</summary>
    public const string Collector = "collector";

    /// <summary>受理员.</summary>
    public const string Acceptor = "acceptor";

    /// <summary>值班长; optional, see <see cref="CaseworkOptions.HasShiftLeader"/>.</summary>
    public const string ShiftLeader = "shift_leader";

    /// <summary>派遣员.</summary>
    public const string Dispatcher = "dispatcher";

    /// <summary>专业部门.</summary>
    public const string Department = "department";

    /// <summary>处置人员.</summary>
    public const string Handler = "handler";

    /// <summary>考核员.</summary>
    public const string Evaluator = "evaluator";

    /// <summary>领导.</summary>
    public const string Leader = "leader";

    /// <summary>系统管理员.</summary>
    public const string Admin = "admin";

    /// <summary>系统: the hub itself; no person signs in with it.</summary>
    public const string System = "system";

    /// <summary>Every role with its name.</summary>
    public static IReadOnlyDictionary<string, LocalText> All { get; } = new Dictionary<string, LocalText>
    {
        [Collector] = new("监督员", "Collector"),
        [Acceptor] = new("受理员", "Acceptor"),
        [ShiftLeader] = new("值班长", "Shift leader"),
        [Dispatcher] = new("派遣员", "Dispatcher"),
        [Department] = new("专业部门", "Department"),
        [Handler] = new("处置人员", "Handler"),
        [Evaluator] = new("考核员", "Evaluator"),
        [Leader] = new("领导", "Leader"),
        [Admin] = new("系统管理员", "Administrator"),
        [System] = new("系统", "System"),
    };

    /// <summary>Roles bound to one department; their users act on its cases only.</summary>
    public static IReadOnlySet<string> OfDepartments { get; } = new HashSet<string> { Department, Handler };

    /// <summary>Name of a role; an unknown key names itself.</summary>
    public static LocalText NameOf(string role) => All.GetValueOrDefault(role) ?? new LocalText(role, role);
}
