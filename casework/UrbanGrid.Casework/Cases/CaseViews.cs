using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>Turns rows into what people read.</summary>
internal sealed class CaseViews(City city, CaseLaw law, CatalogueHistory catalogues, DateTimeOffset now)
{
    public long NowMs { get; } = now.ToUnixTimeMilliseconds();

    public async Task<CaseDetail> DetailAsync(
        CaseworkDb db, CaseRow row, Actor actor, CancellationToken cancellationToken)
    {
        var log = await db.Log.AsNoTracking().Where(e => e.CaseId == row.Id).OrderBy(e => e.Seq)
            .ToListAsync(cancellationToken);
        var clockRows = await db.Clocks.AsNoTracking().Include(c => c.Pauses).Where(c => c.CaseId == row.Id)
            .OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var clocks = new CaseClocks(row, clockRows, city.Calendar);
        var entries = log.ConvertAll(Entry);
        return new CaseDetail
        {
            Number = row.Number,
            Version = row.Version,
            State = State(row.State),
            IsOpen = CaseStates.Get(row.State).IsOpen,
            Category = Category(row),
            Condition = Condition(row),
            Source = ReportSources.Get(row.Source),
            SourceKey = row.SourceKey,
            Place = Place(row),
            ComponentCode = row.ComponentCode,
            Department = Department(row.Department),
            Description = new LocalText(row.DescriptionZh, row.DescriptionEn),
            Evidence = [.. entries.SelectMany(e => e.Evidence)],
            ReportedAt = row.ReportedAt,
            CaseClock = clocks.ReadHandling(NowMs),
            StageClock = clocks.ReadStage(NowMs),
            ReworkCount = row.Reworks,
            Standing = Standing(row, await NumberOfAsync(db, row.DuplicateOf, cancellationToken)),
            Log = entries,
            Actions = await ActionsAsync(db, row, actor, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<AllowedAction>> ActionsAsync(
        CaseworkDb db, CaseRow row, Actor actor, CancellationToken cancellationToken)
    {
        var allowed = law.Allowed(row.Facts(NowMs), actor).ToList();
        var suggestion = allowed.Exists(rule => rule.Takes(ActionInput.Department))
            ? city.Advisor.Suggest(row.Category, row.ComponentCode, row.GridCode, await Rulings.OfAsync(db, row, cancellationToken))
            : null;
        return [.. allowed.Select(rule => Action(rule, suggestion))];
    }

    public async Task<IReadOnlyList<CaseSummary>> SummariesAsync(
        CaseworkDb db, IReadOnlyList<CaseRow> rows, Actor actor, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var clocks = (await db.Clocks.AsNoTracking().Include(c => c.Pauses)
                .Where(c => ids.Contains(c.CaseId) && (c.EndedAt == null || c.Kind == CaseClockRow.HandlingKind))
                .OrderBy(c => c.Id).ToListAsync(cancellationToken))
            .ToLookup(c => c.CaseId);
        var reported = await db.Log.Where(e => ids.Contains(e.CaseId) && e.Seq == 1)
            .ToDictionaryAsync(e => e.CaseId, e => e.Evidence, cancellationToken);
        return
        [
            .. rows.Select(row => Summary(
                row,
                new CaseClocks(row, [.. clocks[row.Id]], city.Calendar),
                CaseJson.ReadEvidence(reported[row.Id]),
                actor)),
        ];
    }

    private CaseSummary Summary(
        CaseRow row, CaseClocks clocks, IReadOnlyList<EvidenceLink> evidence, Actor actor) => new()
    {
        Number = row.Number,
        Version = row.Version,
        State = State(row.State),
        IsOpen = CaseStates.Get(row.State).IsOpen,
        CanAct = law.Allowed(row.Facts(NowMs), actor).Any(rule => rule.Kind != StepKind.Power),
        Category = Category(row),
        Source = ReportSources.Get(row.Source),
        Place = Place(row),
        Department = Department(row.Department),
        Description = new LocalText(row.DescriptionZh, row.DescriptionEn),
        ReportedAt = row.ReportedAt,
        ChangedAt = row.ChangedAt,
        Deadline = row.HandlingDeadline,
        StageDeadline = row.StageDeadline,
        CaseClock = clocks.ReadHandling(NowMs),
        StageClock = clocks.ReadStage(NowMs),
        ReworkCount = row.Reworks,
        ReopenCount = row.Reopenings,
        RepeatCount = row.Repeats,
        Request = row.Request is { } request ? NamedKey.Of(request, CaseRequests.All[request]) : null,
        IsSupervised = row.SupervisedAt is not null,
        Picture = evidence.FirstOrDefault(e => e.MediaType.StartsWith("image/", StringComparison.Ordinal)),
        Light = Worse(
            Light.At(row.HandlingYellowAt, row.HandlingDeadline, row.HandlingEndedAt ?? NowMs),
            Light.At(row.StageYellowAt, row.StageDeadline, NowMs)),
    };

    private CaseLogEntry Entry(CaseLogRow entry) => new()
    {
        Seq = entry.Seq,
        At = entry.At,
        Action = NamedKey.Of(entry.Action, CaseActions.NameOf(entry.Action)),
        Actor = entry.ActorName,
        Role = ReportSources.RoleOf(entry.ActorRole),
        From = entry.FromState is { } from ? State(from) : null,
        To = State(entry.ToState),
        Opinion = entry.Opinion,
        Result = entry.Result,
        Department = IsGiven(entry.Action) ? Department(entry.Department) : null,
        Detail = entry.Action == CaseActions.Report ? null : CaseJson.ReadDetail(entry.Detail),
        Evidence = CaseJson.ReadEvidence(entry.Evidence),
        Hash = entry.Hash,
    };

    /// <summary>Other entries keep which department had the case, for the evaluation.</summary>
    private bool IsGiven(string action) => law.Rows.Any(row => row.Action == action && row.Takes(ActionInput.Department));

    private AllowedAction Action(LawRow rule, DispatchSuggestion? suggestion) => new(
        rule.Action,
        CaseActions.NameOf(rule.Action),
        rule.Kind,
        rule.Needs,
        rule.Optional,
        [.. law.Rows.Where(other => other.Action == rule.Action && other.From == rule.From).SelectMany(other => other.Results).Distinct()],
        rule.Takes(ActionInput.Department) ? suggestion : null);

    private CaseStanding Standing(CaseRow row, string? duplicateOf) => new()
    {
        Request = row.Request is { } request ? NamedKey.Of(request, CaseRequests.All[request]) : null,
        Assisting = [.. row.AssistingDepartments().Select(code => Department(code)!)],
        Handler = row.Handler,
        TaskCollector = row.TaskCollector,
        Verified = row.Verified,
        Checked = row.Checked,
        IsRuled = row.Ruled,
        IsSupervised = row.SupervisedAt is not null,
        ResumeAt = row.ResumeAt,
        DuplicateOf = duplicateOf,
        Satisfaction = row.Satisfaction,
        IsExempted = row.Exempted,
        Returns = row.Returns,
        RefusedReturns = row.RefusedReturns,
        Delays = row.Delays,
        HangUps = row.HangUps,
        Reopenings = row.Reopenings,
        Repeats = row.Repeats,
    };

    private static async Task<string?> NumberOfAsync(CaseworkDb db, long? id, CancellationToken cancellationToken) =>
        id is null ? null : await db.Cases.Where(c => c.Id == id).Select(c => c.Number).SingleAsync(cancellationToken);

    private NamedCode Category(CaseRow row) => NamedCode.Of(
        row.Category, catalogues.Of(row.CatalogueVersion).Find(row.Category)?.Name ?? new LocalText(row.Category, row.Category));

    private ConditionView Condition(CaseRow row)
    {
        if (catalogues.Of(row.CatalogueVersion).Find(row.Category)?.FindCondition(row.Condition) is not { } known)
        {
            // The catalogue has no such class; the case keeps the key.
            var none = new LocalText("", "");
            return new ConditionView(row.Condition, row.Condition, row.Condition, none, none);
        }

        return new ConditionView(known.Key, known.Name.Zh, known.Name.En, known.Limit.ToText(), known.Closing);
    }

    private NamedCode? Department(string? code) => code is null ? null
        : city.Departments.TryGetValue(code, out var known) ? new NamedCode(code, known.NameZh, known.NameEn)
        : new NamedCode(code, code, code);

    private static CasePlace Place(CaseRow row) => new(
        row.Lat, row.Lon, row.GridCode, row.ResponsibilityGrid, new LocalText(row.AddressZh, row.AddressEn));

    private static NamedKey State(string key) => NamedKey.Of(key, CaseStates.Get(key).Name);

    private static string Worse(string a, string b) =>
        a == Light.Red || b == Light.Red ? Light.Red
        : a == Light.Yellow || b == Light.Yellow ? Light.Yellow
        : Light.Green;
}
