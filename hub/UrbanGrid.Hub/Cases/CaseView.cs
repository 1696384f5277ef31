using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;
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

    /// <summary>Steps that end a case against the reporter's wish; all others are the way forward.</summary>
    private static readonly HashSet<string> Dangerous = ["reject", "decline"];

    private static readonly string[] ThumbnailStages = ["annotated", "detection", "handling", "put_down", "before"];

    /// <summary>A whole case.</summary>
    public static CaseDetailView Detail(CaseDetail c, City city) => new()
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
        Open = c.IsOpen,
        Mine = c.Actions.Count > 0,
        Thumbnail = Thumbnail(c.Evidence),
        Condition = new ConditionDetailView(c.Condition.Key, new LocalText(c.Condition.Zh, c.Condition.En), c.Condition.Closing),
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
        Open = c.IsOpen,
        Mine = c.CanAct,
        Thumbnail = c.Picture is { } picture ? EvidenceEndpoints.Url(picture.Sha256) : null,
    };

    private static ActionView Action(AllowedAction a) => new(
        a.Key, a.Name, Dangerous.Contains(a.Key) ? "danger" : "primary", a.Needs, a.Optional,
        a.Suggestion is { } s ? new SuggestionView(new Named(s.Department, s.Name), s.Reason) : null);

    private static LogEntryView Entry(CaseLogEntry e) => new(
        e.Seq, e.At, Of(e.Action), CallerActor.NameOf(e.Actor), Of(e.Role), e.From is null ? null : Of(e.From), Of(e.To), e.Opinion,
        e.Result, e.Department is null ? null : Of(e.Department), e.Hash);

    private static ClockView Clock(ClockReading? c) => c is null
        ? NoClock
        : new ClockView(c.Limit ?? NoClock.Limit, c.StartedAt, c.Deadline, c.UsedShare, c.Light, c.EndedAt is not null || c.StartedAt is null);

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

    private static Named Of(NamedKey n) => new(n.Key, new LocalText(n.Zh, n.En));

    private static Named Of(NamedCode n) => new(n.Code, new LocalText(n.Zh, n.En));
}
