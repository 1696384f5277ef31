using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>Writes one change of a case, inside the caller's transaction.</summary>
internal sealed class CaseChange(City city, CaseLaw law, CaseCatalogue catalogue, DateTimeOffset now)
{
    private readonly long _at = now.ToUnixTimeMilliseconds();

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
            State = CaseStates.Reported,
            SourceKey = report.SourceKey,
            Source = ReportSources.Get(report.Source).Key,
            Category = category.Code,
            Condition = condition.Key,
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
        db.Cases.Add(row);
        await db.SaveChangesAsync(cancellationToken);

        var clocks = new List<CaseClockRow>();
        new CaseClocks(row, clocks, city.Calendar).EnterState(row.State, _at);
        db.Clocks.AddRange(clocks);
        var (id, name, role) = ReportSources.Reporter(report.Source, actor);
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
        CancellationToken cancellationToken)
    {
        var ruling = law.Judge(row.State, row.Department, action, input, actor);
        var clocks = await db.Clocks.Include(c => c.Pauses)
            .Where(c => c.CaseId == row.Id && (c.EndedAt == null || c.Kind == CaseClockRow.HandlingKind))
            .ToListAsync(cancellationToken);
        var by = (actor.UserId, actor.DisplayName, actor.RoleAmong(ruling.Roles)!);
        var entry = Entry(row, action, by, row.State, input.Evidence);
        entry.Opinion = string.IsNullOrWhiteSpace(input.Opinion) ? null : input.Opinion.Trim();
        entry.Result = ruling.Result;
        if (ruling.Takes(ActionInput.Department))
        {
            entry.Department = row.Department = KnownDepartment(input.Department!);
        }

        TimeLimit? limit = null;
        if (ruling.Clock == ClockEffect.SetLimit)
        {
            var condition = FilingCondition(row.Category, input.Condition ?? row.Condition);
            entry.Condition = row.Condition = condition.Key;
            limit = condition.Limit;
        }

        entry.ToState = row.State = ruling.To;
        var moved = new CaseClocks(row, clocks, city.Calendar);
        moved.Apply(ruling.Clock, limit, action, _at);
        moved.EnterState(ruling.To, _at);
        db.Clocks.AddRange(clocks.Where(c => c.Id == 0));
        await SaveAsync(db, row, entry, cancellationToken);
    }

    public async Task AddEvidenceAsync(
        CaseworkDb db,
        CaseRow row,
        IReadOnlyList<EvidenceLink> evidence,
        Actor actor,
        CancellationToken cancellationToken)
    {
        var role = law.JudgeEvidence(row.State, row.Department, actor);
        var entry = Entry(row, CaseActions.AddEvidence, (actor.UserId, actor.DisplayName, role), row.State, evidence);
        await SaveAsync(db, row, entry, cancellationToken);
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

    private FilingCondition FilingCondition(string category, string key) => CaseChecks.Condition(
        catalogue.Find(category) ?? throw CaseChecks.Wrong(
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
