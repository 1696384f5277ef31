using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Duplicates;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Puts casework's records in the form of the REST contract.</summary>
public static class CaseView
{
    /// <summary>What begins the source key of a case that was made of an incident.</summary>
    public const string IncidentPrefix = "incident:";

    private static readonly ClockView NoClock = new(new LocalText("—", "—"), null, null, 0, "green", true);

    private static readonly Dictionary<string, string> NoInputs = [];

    private static readonly string[] ThumbnailStages = ["annotated", "detection", "handling", "put_down", "before"];

    /// <summary>A whole case.</summary>
    /// <param name="c">As casework tells it.</param>
    /// <param name="city">For the names of places.</param>
    /// <param name="people">For the names of the people it is with, by sign-in name.</param>
    public static CaseDetailView Detail(CaseDetail c, City city, IReadOnlyDictionary<string, Named> people) => new()
    {
        Number = c.Number,
        Version = c.Version,
        State = Of(c.State),
        Category = new CategoryView(c.Category.Code, new LocalText(c.Category.Zh, c.Category.En)),
        Source = Of(c.Source),
        Lat = c.Place.Lat,
        Lon = c.Place.Lon,
        Address = c.Place.Address,
        GridCode = c.Place.GridCode,
        Department = c.Department is null ? null : Of(c.Department),
        Description = c.Description,
        ReportedAt = c.ReportedAt,
        CaseClock = Clock(c.CaseClock),
        StageClock = Clock(c.StageClock),
        ReworkCount = c.ReworkCount,
        ReopenCount = c.Standing.Reopenings,
        RepeatCount = c.Standing.Repeats,
        Request = c.Standing.Request is { } asked ? Of(asked) : null,
        Supervised = c.Standing.IsSupervised,
        Open = c.IsOpen,
        Mine = c.Actions.Any(a => a.Kind != StepKind.Power),
        Thumbnail = Thumbnail(c.Evidence),
        Condition = new ConditionDetailView(c.Condition.Key, new LocalText(c.Condition.Zh, c.Condition.En), c.Condition.Closing),
        Standing = Standing(c.Standing, people),
        ResponsibilityGrid = GridOf(c.Place.ResponsibilityGrid, city),
        ComponentCode = c.ComponentCode,
        IncidentId = IncidentOf(c.SourceKey),
        Evidence = [.. c.Evidence.OrderBy(e => e.TakenAt).Select(e => new EvidenceView(EvidenceEndpoints.Url(e.Sha256), e.Sha256, e.MediaType, e.Stage, e.TakenAt))],
        Log = [.. c.Log.Select(Entry)],
        Actions = [.. c.Actions.Select(Action)],
    };

    /// <summary>What a list shows of a case.</summary>
    public static CaseSummaryView Summary(CaseSummary c) => new()
    {
        Number = c.Number,
        Version = c.Version,
        State = Of(c.State),
        Category = new CategoryView(c.Category.Code, new LocalText(c.Category.Zh, c.Category.En)),
        Source = Of(c.Source),
        Lat = c.Place.Lat,
        Lon = c.Place.Lon,
        Address = c.Place.Address,
        GridCode = c.Place.GridCode,
        Department = c.Department is null ? null : Of(c.Department),
        Description = c.Description,
        ReportedAt = c.ReportedAt,
        CaseClock = Clock(c.CaseClock),
        StageClock = Clock(c.StageClock),
        ReworkCount = c.ReworkCount,
        ReopenCount = c.ReopenCount,
        RepeatCount = c.RepeatCount,
        Request = c.Request is { } asked ? Of(asked) : null,
        Supervised = c.IsSupervised,
        Open = c.IsOpen,
        Mine = c.CanAct,
        Thumbnail = c.Picture is { } picture ? EvidenceEndpoints.Url(picture.Sha256) : null,
    };

    private static StandingView Standing(CaseStanding s, IReadOnlyDictionary<string, Named> people) => new()
    {
        Assisting = [.. s.Assisting.Select(Of)],
        Handler = s.Handler is { } handler ? people[handler] : null,
        TaskCollector = s.TaskCollector is { } collector ? people[collector] : null,
        Verified = s.Verified,
        Checked = s.Checked,
        Ruled = s.IsRuled,
        ResumeAt = s.ResumeAt,
        DuplicateOf = s.DuplicateOf,
        Satisfaction = s.Satisfaction,
        Exempted = s.IsExempted,
        Returns = s.Returns,
        RefusedReturns = s.RefusedReturns,
        Delays = s.Delays,
        HangUps = s.HangUps,
        Reopenings = s.Reopenings,
        Repeats = s.Repeats,
    };

    private static ActionView Action(AllowedAction a) => new(
        a.Key, a.Name, KindOf(a.Kind), a.Needs, a.Optional, a.Results,
        a.Suggestion is { } s ? Suggestion(s) : null);

    /// <summary>Which department, and why.</summary>
    internal static SuggestionView Suggestion(DispatchSuggestion s) => new(
        new Named(s.Department, s.Name), s.Reason, s.Basis.ToString().ToLowerInvariant(), s.CaseNumber, [.. s.Alternatives.Select(Suggestion)]);

    /// <summary>An open case that may tell of the same.</summary>
    public static KnownCaseView Known(KnownCase c) => new(
        c.Number, Of(c.State), Of(c.Source), CallerActor.NameOf(c.Reporter), c.Description, c.Address, c.ReportedAt, c.AgeMs, c.DistanceM,
        c.SameComponent, c.Repeats, c.Picture is { } picture ? EvidenceEndpoints.Url(picture.Sha256) : null);

    /// <summary>What a step is to the caller, as a button shows it.</summary>
    internal static string KindOf(StepKind kind) => kind switch
    {
        StepKind.Duty => "primary",
        StepKind.Against => "danger",
        _ => "normal",
    };

    /// <summary>An entry of the log.</summary>
    internal static LogEntryView Entry(CaseLogEntry e) => new(
        e.Seq, e.At, Of(e.Action), CallerActor.NameOf(e.Actor), Of(e.Role), e.From is null ? null : Of(e.From), Of(e.To), e.Opinion,
        e.Result, e.Department is null ? null : Of(e.Department), e.Detail ?? NoInputs, e.Hash);

    private static ClockView Clock(ClockReading? c) => c is null
        ? NoClock
        : new ClockView(c.Limit ?? NoClock.Limit, c.StartedAt, c.Deadline, c.UsedShare, c.Light, c.EndedAt is not null || c.StartedAt is null || c.IsPaused, c.IsPaused);

    private static Named? GridOf(string? code, City city) =>
        code is null ? null
        : city.Areas.FirstOrDefault(a => a.Code == code) is { } area ? new Named(code, new LocalText(area.NameZh, area.NameEn))
        : new Named(code, new LocalText(code, code));

    private static string? Thumbnail(IReadOnlyList<EvidenceLink> evidence) =>
        ThumbnailStages.Select(stage => evidence.FirstOrDefault(e => e.Stage == stage && e.MediaType.StartsWith("image/", StringComparison.Ordinal)))
            .FirstOrDefault(e => e is not null) is { } best ? EvidenceEndpoints.Url(best.Sha256) : null;

    private static long? IncidentOf(string sourceKey) =>
        sourceKey.StartsWith(IncidentPrefix, StringComparison.Ordinal)
        && long.TryParse(sourceKey.AsSpan(IncidentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    internal static Named Of(NamedKey n) => new(n.Key, new LocalText(n.Zh, n.En));

    private static Named Of(NamedCode n) => new(n.Code, new LocalText(n.Zh, n.En));
}
