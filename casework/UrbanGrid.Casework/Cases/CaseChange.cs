using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>Writes one change of a case, inside the caller's transaction.</summary>
internal sealed class CaseChange(City city, CaseLaw law, CatalogueHistory catalogues, DateTimeOffset now)
{
    private const string CheckStage = "check";
    private readonly long _at = now.ToUnixTimeMilliseconds();
    private readonly CaseCatalogue _catalogue = catalogues.At(now.ToUnixTimeMilliseconds());
    private readonly long _version = catalogues.VersionAt(now.ToUnixTimeMilliseconds());

    public async Task<CaseRow> ReportAsync(
        CaseworkDb db,
        CaseReport report,
        CategoryClass category,
        FilingCondition condition,
        Actor actor,
        CancellationToken cancellationToken)
    {
        var place = city.Index.Locate(report.Lat, report.Lon);
        var address = place.Address ?? CoordinatesText(report);
        var row = new CaseRow
        {
            Number = await CaseNumbers.NextAsync(db, category, city.Calendar.DateAt(now), cancellationToken),
            State = report.SelfHandled ? CaseStates.SelfHandled : CaseStates.Reported,
            SourceKey = report.SourceKey,
            Source = ReportSources.Get(report.Source).Key,
            Category = category.Code,
            Condition = condition.Key,
            CatalogueVersion = _version,
            Lat = report.Lat,
            Lon = report.Lon,
            GridCode = place.UnitGrid?.Code,
            ResponsibilityGrid = place.ResponsibilityGrid?.Code,
            AddressZh = address.Zh,
            AddressEn = address.En,
            ComponentCode = report.ComponentCode,
            DescriptionZh = report.Description.Zh,
            DescriptionEn = report.Description.En,
            ReportedAt = _at,
            ChangedAt = _at,
        };
        var (id, name, role) = ReportSources.Reporter(report.Source, actor);
        row.Reporter = id;
        db.Cases.Add(row);
        await db.SaveChangesAsync(cancellationToken);

        var clocks = new List<CaseClockRow>();
        new CaseClocks(row, clocks, city.Calendar).EnterState(row.State, _at);
        db.Clocks.AddRange(clocks);
        var entry = Entry(row, CaseActions.Report, (id, name, role), from: null, report.Evidence);
        entry.Condition = condition.Key;
        entry.Detail = CaseJson.Write(new
        {
            report.SourceKey,
            report.Category,
            report.Lat,
            report.Lon,
            report.ComponentCode,
            report.Description,
            FiledBy = actor.UserId,
        });
        await SaveAsync(db, row, entry, cancellationToken);
        return row;
    }

    public async Task ActAsync(
        CaseworkDb db,
        CaseRow row,
        string action,
        CaseActionInput input,
        Actor actor,
        CancellationToken cancellationToken,
        string? detail = null)
    {
        var ruling = law.Judge(row.Facts(_at), action, input, actor);
        CaseChecks.Dates(input, law.Limits, _at);
        var clocks = await ClocksAsync(db, row, cancellationToken);
        var entry = Entry(row, action, (actor.UserId, actor.DisplayName, actor.RoleAmong(ruling.Roles)!), row.State, input.Evidence);
        entry.Opinion = string.IsNullOrWhiteSpace(input.Opinion) ? null : input.Opinion.Trim();
        entry.Result = ruling.Results.Count > 0 ? input.Result : null;
        entry.Detail = detail ?? CaseStepDetail.Of(ruling, input);
        var departmentBefore = row.Department;
        // An opened-again case is kept with the department that was said to have solved it.
        entry.Department = CaseStates.WithDepartment.Contains(row.State) || ruling.Effect == CaseEffect.Reopened ? departmentBefore : null;
        Take(row, ruling, input, entry);
        var limit = ruling.Clock == ClockEffect.SetLimit ? FilingCondition(row.Category, row.Condition).Limit : null;
        var moved = new CaseClocks(row, clocks, city.Calendar, new ClockStep(actor.UserId, action));
        moved.Apply(ruling.Clock, limit, action, departmentBefore == row.Department, _at);
        CaseEffects.Apply(row, ruling.Effect, input, actor.DepartmentCode, _at);
        if (ruling.Effect == CaseEffect.Exempted)
        {
            moved.Exempt();
        }

        if (ruling.Effect == CaseEffect.Bound)
        {
            // The knowledge base: the next case about the same need not be disputed.
            var basis = string.IsNullOrWhiteSpace(input.Basis) ? input.Opinion! : input.Basis;
            db.Rulings.Add(Rulings.Of(row, basis.Trim(), actor.DisplayName, _at));
        }

        Move(row, ruling, moved);
        entry.ToState = row.State;
        db.Clocks.AddRange(clocks.Where(c => c.Id == 0));
        await SaveAsync(db, row, entry, cancellationToken);
    }

    /// <summary>Files a case (立案), and dispatches it too where the city has that done automatically.</summary>
    public async Task FileAsync(CaseworkDb db, CaseRow row, CaseActionInput input, Actor actor, CancellationToken cancellationToken)
    {
        await ActAsync(db, row, CaseActions.File, input, actor, cancellationToken);
        if (await AutomaticDispatch.DecideAsync(db, city, row, cancellationToken) is { } dispatch)
        {
            await ActAsync(db, row, CaseActions.Dispatch, dispatch, Actor.System, cancellationToken);
        }
    }

    /// <summary>Writes into the case that goes on what another one brought: reporter and evidence.</summary>
    public async Task TakeInAsync(CaseworkDb db, CaseRow row, CaseRow other, Actor actor, CancellationToken cancellationToken)
    {
        var report = await db.Log.AsNoTracking().SingleAsync(e => e.CaseId == other.Id && e.Seq == 1, cancellationToken);
        var evidence = await db.Log.AsNoTracking().Where(e => e.CaseId == other.Id).OrderBy(e => e.Seq)
            .Select(e => e.Evidence).ToListAsync(cancellationToken);
        var entry = Entry(
            row,
            CaseActions.TakeIn,
            (actor.UserId, actor.DisplayName, actor.RoleAmong([Roles.Acceptor, Roles.ShiftLeader, Roles.System]) ?? Roles.Acceptor),
            row.State,
            [.. evidence.SelectMany(CaseJson.ReadEvidence).DistinctBy(e => e.Sha256).Take(CaseChecks.MaxEvidence)]);
        entry.Opinion = new LocalText(other.DescriptionZh, other.DescriptionEn).InBoth();
        entry.Detail = CaseJson.Write(new { Case = other.Number, Reporter = report.ActorName, report.At, other.Source });
        row.Repeats += 1 + other.Repeats;
        await SaveAsync(db, row, entry, cancellationToken);
    }

    /// <summary>Writes down that the same was reported once more; the same report again, or a device that has just spoken, changes nothing.</summary>
    public async Task RepeatAsync(CaseworkDb db, CaseRow row, RepeatedReport report, Actor actor, CancellationToken cancellationToken)
    {
        var before = db.Log.AsNoTracking().Where(e => e.CaseId == row.Id && e.Action == CaseActions.Repeat);
        var key = CaseJson.Write(report.SourceKey);
        var since = _at - (long)report.Quiet.TotalMilliseconds;
        if (await before.AnyAsync(e => e.Detail!.Contains(key) || (e.ActorId == actor.UserId && e.At > since), cancellationToken))
        {
            return;
        }

        var input = new CaseActionInput { Opinion = report.Description.InBoth(), Evidence = report.Evidence };
        var source = ReportSources.Get(report.Source).Key;
        var detail = CaseJson.Write(new { report.SourceKey, Source = source });
        await ActAsync(db, row, CaseActions.Repeat, input, actor, cancellationToken, detail);
    }

    public async Task AddEvidenceAsync(
        CaseworkDb db,
        CaseRow row,
        IReadOnlyList<EvidenceLink> evidence,
        Actor actor,
        CancellationToken cancellationToken)
    {
        var role = law.JudgeEvidence(row.Facts(_at), actor);
        row.CheckPicture |= (row.State is CaseStates.PendingCheck or CaseStates.Checking) && evidence.Any(e => e.Stage == CheckStage);
        var entry = Entry(row, CaseActions.AddEvidence, (actor.UserId, actor.DisplayName, role), row.State, evidence);
        await SaveAsync(db, row, entry, cancellationToken);
    }

    private static Task<List<CaseClockRow>> ClocksAsync(CaseworkDb db, CaseRow row, CancellationToken cancellationToken) =>
        db.Clocks.Include(c => c.Pauses)
            .Where(c => c.CaseId == row.Id && (c.EndedAt == null || c.Kind == CaseClockRow.HandlingKind))
            .OrderBy(c => c.Id)
            .ToListAsync(cancellationToken);

    /// <summary>Takes over what the actor corrected or chose.</summary>
    private void Take(CaseRow row, LawRow ruling, CaseActionInput input, CaseLogRow entry)
    {
        if (ruling.Takes(ActionInput.Department))
        {
            entry.Department = row.Department = KnownDepartment(input.Department!);
        }

        if (ruling.Takes(ActionInput.Assisting))
        {
            if (input.Assisting.Any(assistant => KnownDepartment(assistant) == row.Department))
            {
                throw CaseChecks.Wrong("主办部门不能同时协办。", "The main department cannot assist itself.");
            }
        }

        if (ruling.Takes(ActionInput.Category) && input.Category is { Length: > 0 } category && category != row.Category)
        {
            row.Condition = FilingCondition(category, input.Condition).Key;
            CaseChecks.InUse(_catalogue.Find(category)!);
            (row.Category, row.CatalogueVersion) = (category, _version);
        }

        if (ruling.Takes(ActionInput.Condition) && (input.Condition is { Length: > 0 } || ruling.Clock == ClockEffect.SetLimit))
        {
            // From here on the case keeps the limit of the version that is in force now, whatever later ones say.
            entry.Condition = row.Condition = FilingCondition(row.Category, input.Condition ?? row.Condition).Key;
            row.CatalogueVersion = _version;
        }
    }

    private void Move(CaseRow row, LawRow ruling, CaseClocks clocks)
    {
        if (ruling.To == row.State)
        {
            row.Request = ruling.Asks ?? (ruling.Answers is null ? row.Request : null);
            return;
        }

        // A request about the way the case was handled has no meaning once it has moved on; only voiding still has.
        row.Request = ruling.Asks ?? (row.Request == CaseRequests.Void && ruling.Answers is null && CaseStates.Get(ruling.To).IsOpen ? row.Request : null);
        row.ResumeAt = ruling.To == CaseStates.HungUp ? row.ResumeAt : null;
        row.TaskCollector = CaseStates.Get(ruling.To).TaskOf is null ? null : row.TaskCollector;
        row.SupervisedAt = CaseStates.Get(ruling.To).IsOpen ? row.SupervisedAt : null;
        row.State = ruling.To;
        clocks.EnterState(ruling.To, _at);
    }

    private CaseLogRow Entry(
        CaseRow row,
        string action,
        (string Id, string Name, string Role) by,
        string? from,
        IReadOnlyList<EvidenceLink> evidence) => new()
        {
            CaseId = row.Id,
            CaseNumber = row.Number,
            At = _at,
            Action = action,
            ActorId = by.Id,
            ActorName = by.Name,
            ActorRole = by.Role,
            FromState = from,
            ToState = row.State,
            Evidence = CaseJson.Write(evidence),
            PreviousHash = "",
            Hash = "",
        };

    private async Task SaveAsync(CaseworkDb db, CaseRow row, CaseLogRow entry, CancellationToken cancellationToken)
    {
        row.Version++;
        row.ChangedAt = _at;
        entry.Seq = row.Version;
        await LogChain.AppendAsync(db, entry, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private FilingCondition FilingCondition(string category, string? key) => CaseChecks.Condition(
        _catalogue.Find(category) ?? throw CaseChecks.Wrong(
            $"类别“{category}”已不在目录中，请改报其他类别。",
            $"The class '{category}' is no longer in the catalogue; report it under another class."),
        key);

    private string KnownDepartment(string code) => city.Departments.ContainsKey(code)
        ? code
        : throw CaseChecks.Wrong(
            $"没有代码为“{code}”的部门；可用：{string.Join("、", city.Departments.Keys)}。",
            $"There is no department '{code}'; use one of: {string.Join(", ", city.Departments.Keys)}.");

    private static LocalText CoordinatesText(CaseReport report)
    {
        var text = FormattableString.Invariant($"{report.Lat:F5}, {report.Lon:F5}");
        return new LocalText(text, text);
    }
}
