using UrbanGrid.Casework.Evaluation.Counts;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>A kind of object that is evaluated (评价对象): departments, areas, and the people of each post. Adding one is a row here.</summary>
public sealed record EvaluatedKind
{
    /// <summary>专业部门.</summary>
    public const string Departments = "departments";

    /// <summary>区域.</summary>
    public const string Regions = "regions";

    private static readonly LocalText PublicRate = new("监督举报率", "Reported by the public");

    /// <summary>Stable key, as in the address.</summary>
    public required string Key { get; init; }

    /// <summary>What one of them is called.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Whether its objects are people.</summary>
    public bool IsPost { get; init; }

    /// <summary>Its rates.</summary>
    public required IReadOnlyList<Rate> Rates { get; init; }

    /// <summary>Rates of the sources that cannot be told yet.</summary>
    public IReadOnlyList<UntoldRate> Untold { get; init; } = [];

    /// <summary>Keys of counts that may stand below the line of the rework rate; empty: it has none.</summary>
    public IReadOnlyList<string> ReworkChoices { get; init; } = [];

    /// <summary>The scheme that comes with the product.</summary>
    public required Scheme Standard { get; init; }

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<EvaluatedKind> All { get; } =
    [
        new()
        {
            Key = Departments, Name = new("专业部门", "Department"), Indicators = DepartmentCounts.All, OwnerAt = _ => Owners.Department,
            Rates =
            [
                new("handling_rate", new("处置率", "Handled"), "handled", "should_handle"),
                new("in_time_rate", new("按期处置率", "Handled in time"), "in_time", "should_handle"),
                new("overdue_rate", new("超期待处置率", "Overdue"), "overdue_open", "should_handle"),
                new("delay_rate", new("延期率", "Delayed"), "delayed", "should_handle"),
                new(Rate.ReworkKey, new("返工率", "Reworked"), "reworked", "should_handle"),
                new("closing_rate", new("结案率", "Closed"), "closed", "should_handle"),
            ],
            ReworkChoices = ["should_handle", "handled"], Standard = StandardSchemes.OfDepartments,
        },
        new()
        {
            Key = Regions, Name = new("区域", "Area"), Indicators = RegionCounts.All, OwnerAt = OwnerOfArea,
            Rates =
            [
                new("public_rate", PublicRate, "public_verified", "filed"),
                new("closing_rate", new("结案率", "Closed"), "closed", "should_close"),
                new("closed_in_time_rate", new("按期结案率", "Closed in time"), "closed_in_time", "should_close"),
                new("closed_late_rate", new("超期结案率", "Closed late"), "closed_late", "should_close"),
                new("overdue_rate", new("超期未处置率", "Overdue"), "overdue_open", "should_close"),
                new(Rate.ReworkKey, new("返工率", "Reworked"), "reworked", "should_close"),
                new("satisfaction_rate", new("满意率", "Satisfied"), "satisfied", "visited"),
            ],
            ReworkChoices = ["should_close", "closed"], Standard = StandardSchemes.OfRegions,
        },
        new()
        {
            Key = "collectors", Name = new("监督员", "Collector"), IsPost = true, Indicators = PostCounts.OfCollectors,
            Rates =
            [
                new("valid_rate", new("有效上报率", "Valid reports"), "valid", "reported"),
                new("verify_in_time_rate", new("按时核实率", "Verified in time"), "verified_in_time", "verify_due"),
                new("check_in_time_rate", new("按时核查率", "Checked in time"), "checked_in_time", "check_due"),
            ],
            Untold =
            [
                new("missed_rate", new("漏报率", "Missed"), new(
                    "漏报需要知道监督员在哪个时段巡查哪个网格；系统尚无排班，故不计入，其权重由其他部分分摊。",
                    "What was missed depends on who patrolled which grid when; no shifts are kept yet, so it is left out and its weight is shared out.")),
            ],
            Standard = StandardSchemes.OfCollectors,
        },
        new()
        {
            Key = "acceptors", Name = new("受理员", "Acceptor"), IsPost = true, Indicators = PostCounts.OfAcceptors,
            Rates =
            [
                new("accepted_in_time_rate", new("按时受理率", "Accepted in time"), "accepted_in_time", "accepted"),
                new("accepted_rightly_rate", new("受理准确率", "Rightly accepted"), "accepted_rightly", "accepted"),
                new("verify_sent_rate", new("核实按时派发率", "Verifications sent in time"), "verify_sent_in_time", "verify_sent"),
                new("check_sent_rate", new("核查按时派发率", "Checks sent in time"), "check_sent_in_time", "check_sent"),
            ],
            Standard = StandardSchemes.OfAcceptors,
        },
        new()
        {
            Key = "shift-leaders", Name = new("值班长", "Shift leader"), IsPost = true, Indicators = PostCounts.OfShiftLeaders,
            Rates =
            [
                new("filed_in_time_rate", new("按时立案率", "Filed in time"), "filed_in_time", "filed"),
                new("filed_rightly_rate", new("准确立案率", "Rightly filed"), "filed_rightly", "filed"),
                new("closed_in_time_rate", new("按期结案率", "Closed in time"), "closed_in_time", "closed"),
            ],
            Standard = StandardSchemes.OfShiftLeaders,
        },
        new()
        {
            Key = "dispatchers", Name = new("派遣员", "Dispatcher"), IsPost = true, Indicators = PostCounts.OfDispatchers,
            Rates =
            [
                new("dispatched_in_time_rate", new("按时派遣率", "Dispatched in time"), "dispatched_in_time", "dispatched"),
                new("dispatched_rightly_rate", new("准确派遣率", "Rightly dispatched"), "dispatched_rightly", "dispatched"),
            ],
            Standard = StandardSchemes.OfDispatchers,
        },
    ];

    /// <summary>What is counted, in the order of a report.</summary>
    public IReadOnlyList<EvaluationColumn> Counts => [.. Indicators.Select(i => new EvaluationColumn(i.Key, i.Name, i.Meaning))];

    internal IReadOnlyList<Indicator> Indicators { get; init; } = [];

    /// <summary>Whom a fact counts for, at a level of areas.</summary>
    internal Func<string, Owner> OwnerAt { get; init; } = _ => Owners.Person;

    /// <summary>The kind with this key.</summary>
    /// <exception cref="Law.CaseInputException">There is none.</exception>
    public static EvaluatedKind Get(string key) => All.FirstOrDefault(kind => kind.Key == key) ?? throw Cases.CaseChecks.Wrong(
        $"没有评价对象“{key}”；可用：{string.Join("、", All.Select(k => k.Key))}。",
        $"Nothing called '{key}' is evaluated; use one of: {string.Join(", ", All.Select(k => k.Key))}.");

    /// <summary>The rates with what the scheme puts below the line of the rework rate.</summary>
    internal IReadOnlyList<Rate> RatesBy(Scheme scheme) =>
        [.. Rates.Select(rate => rate.Key == Rate.ReworkKey && scheme.ReworkAmong is { } among ? rate with { Among = among } : rate)];

    private static Owner OwnerOfArea(string level) => level switch
    {
        AreaKind.District => Owners.Area(6),
        AreaKind.SubDistrict => Owners.Area(9),
        AreaKind.Community => Owners.Area(12),
        AreaKind.UnitGrid => Owners.Area(15),
        _ => Owners.ResponsibilityGrid,
    };
}

/// <summary>A count as a column of a report.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Meaning">What it is.</param>
public sealed record EvaluationColumn(string Key, LocalText Name, LocalText Meaning);
