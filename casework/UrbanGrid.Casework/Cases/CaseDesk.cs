using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>
/// Where cases are reported, moved and read. Each change is one transaction: state, clocks and log entry together.
/// Safe for concurrent use.
/// </summary>
public sealed class CaseDesk(
    IDbContextFactory<CaseworkDb> factory,
    CaseLaw law,
    CatalogueRegister catalogues,
    CityRegister cities,
    WriteTurns turns,
    TimeProvider time,
    ILogger<CaseDesk> logger)
{
    private const int MostTries = 4;

    /// <summary>So many cases about one component are looked at, the newest.</summary>
    private const int MostLookedAt = 50;

    /// <summary>Told after each commit, on the caller's thread; keep handlers short.</summary>
    public event Action<CaseChanged>? Changed;

    /// <summary>
    /// Takes a report (上报). The same <see cref="CaseReport.SourceKey"/> always leads to the same case.
    /// </summary>
    /// <param name="report">What was seen.</param>
    /// <param name="actor">Who files it: a person, or <see cref="Actor.System"/>.</param>
    /// <param name="accept">True: the actor, an acceptor or the system by policy, accepts it at once (受理).</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CaseInputException">The report cannot be used as it is.</exception>
    /// <exception cref="CaseActionRefusedException">The actor may not accept.</exception>
    public Task<CaseDetail> ReportAsync(
        CaseReport report, Actor actor, bool accept, CancellationToken cancellationToken = default) =>
        ReportAsync(report, actor, accept, acceptedBecause: null, cancellationToken);

    /// <inheritdoc cref="ReportAsync(CaseReport, Actor, bool, CancellationToken)"/>
    /// <param name="report">What was seen.</param>
    /// <param name="actor">Who files it.</param>
    /// <param name="accept">Whether the actor accepts it at once.</param>
    /// <param name="acceptedBecause">Goes into the log with the acceptance, at most 2000 characters.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CaseDetail> ReportAsync(
        CaseReport report, Actor actor, bool accept, string? acceptedBecause, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var catalogue = await catalogues.CurrentAsync(db, cancellationToken);
        var (category, condition) = CaseChecks.Report(report, catalogue.At(Now().ToUnixTimeMilliseconds()));
        var acceptance = new CaseActionInput { Opinion = acceptedBecause };
        CaseChecks.Text(acceptance.Opinion);
        if (accept)
        {
            law.Judge(Fresh(report), CaseActions.Accept, acceptance, actor);
        }

        var city = await cities.CurrentAsync(db, cancellationToken);
        var change = new CaseChange(city, law, catalogue, Now());
        for (var tries = 1; ; tries++)
        {
            try
            {
                await FileAsync();
                break;
            }
            catch (DbUpdateException) when (tries < MostTries)
            {
                // Another hub filed the same report at the same moment; at the next look its case is found.
                db.ChangeTracker.Clear();
            }
        }

        db.ChangeTracker.Clear();
        return await DetailAsync(
            db, city, (await BySourceAsync(db, report.SourceKey, cancellationToken))!, actor, cancellationToken);

        async Task FileAsync()
        {
            using var turn = await turns.TakeAsync(db, cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var row = await db.LockBySourceAsync(report.SourceKey, cancellationToken);
            var isNew = row is null;
            row ??= await change.ReportAsync(db, report, category, condition, actor, cancellationToken);
            var accepts = accept && row.State == CaseStates.Reported;
            if (accepts)
            {
                await change.ActAsync(db, row, CaseActions.Accept, acceptance, actor, cancellationToken);
            }

            if (isNew || accepts)
            {
                await transaction.CommitAsync(cancellationToken);
                Tell(row, accepts ? CaseActions.Accept : CaseActions.Report);
            }
        }
    }

    /// <summary>Takes one step of the loop.</summary>
    /// <param name="number">Case number.</param>
    /// <param name="action">Key of the action, see <see cref="CaseActions"/>.</param>
    /// <param name="input">What the actor filled in.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="expectedVersion">The version the actor saw; null does not compare.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CaseNotFoundException">No such case.</exception>
    /// <exception cref="CaseChangedException">The case has moved on since that version.</exception>
    /// <exception cref="CaseActionRefusedException">The law does not allow the step.</exception>
    /// <exception cref="CaseInputException">A value cannot be used.</exception>
    public async Task<CaseDetail> ActAsync(
        string number,
        string action,
        CaseActionInput input,
        Actor actor,
        long? expectedVersion,
        CancellationToken cancellationToken = default)
    {
        CaseChecks.Text(input.Opinion);
        CaseChecks.Text(input.Basis);
        CaseChecks.Evidence(input.Evidence);
        return await ChangeAsync(
            number,
            action,
            actor,
            expectedVersion,
            (change, db, row) => action switch
            {
                CaseActions.Merge => MergeAsync(change, db, row, input, actor, cancellationToken),
                CaseActions.File => change.FileAsync(db, row, input, actor, cancellationToken),
                _ => change.ActAsync(db, row, action, input, actor, cancellationToken),
            },
            cancellationToken,
            action == CaseActions.Merge ? input.DuplicateOf : null);
    }

    /// <summary>Adds evidence to an open case without moving it (补充证据).</summary>
    /// <inheritdoc cref="ActAsync" path="/exception"/>
    public async Task<CaseDetail> AddEvidenceAsync(
        string number,
        IReadOnlyList<EvidenceLink> evidence,
        Actor actor,
        long? expectedVersion = null,
        CancellationToken cancellationToken = default)
    {
        CaseChecks.Evidence(evidence);
        if (evidence.Count == 0)
        {
            throw CaseChecks.Wrong("请至少附一个证据文件。", "Give at least one evidence file.");
        }

        return await ChangeAsync(
            number,
            CaseActions.AddEvidence,
            actor,
            expectedVersion,
            (change, db, row) => change.AddEvidenceAsync(db, row, evidence, actor, cancellationToken),
            cancellationToken);
    }

    /// <summary>Keeps a further report of what an open case is about with that case, and counts it (重复上报).</summary>
    /// <param name="number">Case number.</param>
    /// <param name="report">What was told.</param>
    /// <param name="actor">Who tells it: a person, or a device as an actor of its own in the role <see cref="Roles.System"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="ActAsync" path="/exception"/>
    public async Task<CaseDetail> RepeatAsync(
        string number, RepeatedReport report, Actor actor, CancellationToken cancellationToken = default)
    {
        CaseChecks.Text(report.Description.Zh);
        CaseChecks.Text(report.Description.En);
        CaseChecks.Evidence(report.Evidence);
        return await ChangeAsync(
            number,
            CaseActions.Repeat,
            actor,
            expectedVersion: null,
            (change, db, row) => change.RepeatAsync(db, row, report, actor, cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Opens a case again on the word of the device that raised it: closed but not fixed. From <see cref="LawLimits.DeviceReopenings"/>
    /// times on the shift leader has to look into it (重点督办).
    /// </summary>
    /// <inheritdoc cref="ActAsync" path="/exception"/>
    public Task<CaseDetail> ReopenAsync(
        string number, CaseActionInput input, Actor device, CancellationToken cancellationToken = default)
    {
        CaseChecks.Text(input.Opinion);
        CaseChecks.Evidence(input.Evidence);
        return ChangeAsync(
            number,
            CaseActions.Reopen,
            device,
            expectedVersion: null,
            async (change, db, row) =>
            {
                await change.ActAsync(db, row, CaseActions.Reopen, input, device, cancellationToken);
                var times = await db.Log.CountAsync(
                    e => e.CaseId == row.Id && e.Action == CaseActions.Reopen && e.ActorRole == Roles.System, cancellationToken);
                if (times >= law.Limits.DeviceReopenings)
                {
                    await change.ActAsync(db, row, CaseActions.Supervise, AgainAndAgain(times), Actor.System, cancellationToken);
                }
            },
            cancellationToken);
    }

    /// <summary>One case as this actor sees it, or null.</summary>
    public async Task<CaseDetail?> FindAsync(
        string number, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var city = await cities.CurrentAsync(db, cancellationToken);
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancellationToken);
        return row is null ? null : await DetailAsync(db, city, row, actor, cancellationToken);
    }

    /// <summary>The open case that was reported with this source key, or null.</summary>
    public async Task<CaseDetail?> FindOpenBySourceAsync(
        string sourceKey, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var city = await cities.CurrentAsync(db, cancellationToken);
        var row = await BySourceAsync(db, sourceKey, cancellationToken);
        return row is null || !CaseStates.Get(row.State).IsOpen
            ? null
            : await DetailAsync(db, city, row, actor, cancellationToken);
    }

    /// <summary>Number of the oldest open case of a class about a component, or null.</summary>
    public async Task<string?> FindOpenAsync(string category, string componentCode, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases
            .Where(c => c.ComponentCode == componentCode && c.Category == category && c.Phase == CaseState.OpenPhase)
            .OrderBy(c => c.Id).Select(c => c.Number).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Which of these cases was closed last, not by order and not before a moment, and is closed still; null if none.</summary>
    /// <param name="numbers">Case numbers.</param>
    /// <param name="category">Class code.</param>
    /// <param name="componentCode">All cases of the class about this component are asked for too; null: the numbers alone.</param>
    /// <param name="since">Unix ms.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<string?> FindClosedAsync(
        IReadOnlyList<string> numbers, string category, string? componentCode, long since, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var named = await db.Cases.AsNoTracking().Where(c => numbers.Contains(c.Number)).ToListAsync(cancellationToken);
        var about = componentCode is null
            ? []
            : await db.Cases.AsNoTracking().Where(c => c.ComponentCode == componentCode && c.ChangedAt >= since)
                .OrderByDescending(c => c.Id).Take(MostLookedAt).ToListAsync(cancellationToken);
        var ids = named.Concat(about).Where(c => c.Category == category && c.State is CaseStates.Closed or CaseStates.Archived).Select(c => c.Id).ToList();
        return await db.Log
            .Where(e => ids.Contains(e.CaseId) && e.At >= since && e.ToState == CaseStates.Closed && !CaseStates.Done.Contains(e.FromState!))
            .OrderByDescending(e => e.At).Select(e => e.CaseNumber).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Which of these cases have ended after they were handled.</summary>
    public async Task<IReadOnlyList<string>> DoneAmongAsync(IReadOnlyList<string> numbers, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => numbers.Contains(c.Number) && c.Phase == CaseState.DonePhase).Select(c => c.Number).ToListAsync(cancellationToken);
    }

    /// <summary>A page of cases, newest report first.</summary>
    /// <exception cref="CaseInputException">A filter cannot be used.</exception>
    public async Task<CasePage> ListAsync(
        CaseQuery query, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var city = await cities.CurrentAsync(db, cancellationToken);
        var catalogue = await catalogues.CurrentAsync(db, cancellationToken);
        return await new CaseList(law, new CaseViews(city, law, catalogue, Now()))
            .ReadAsync(db, query, actor, cancellationToken);
    }

    /// <summary>How many cases a query finds, over all pages.</summary>
    /// <exception cref="CaseInputException">A filter cannot be used.</exception>
    public async Task<int> CountAsync(CaseQuery query, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var city = await cities.CurrentAsync(db, cancellationToken);
        var catalogue = await catalogues.CurrentAsync(db, cancellationToken);
        return await new CaseList(law, new CaseViews(city, law, catalogue, Now()))
            .CountAsync(db, query, actor, cancellationToken);
    }

    private async Task<CaseDetail> ChangeAsync(
        string number,
        string action,
        Actor actor,
        long? expectedVersion,
        Func<CaseChange, CaseworkDb, CaseRow, Task> apply,
        CancellationToken cancellationToken,
        string? alsoLocked = null)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var city = await cities.CurrentAsync(db, cancellationToken);
        var catalogue = await catalogues.CurrentAsync(db, cancellationToken);
        CaseRow row;
        using (await turns.TakeAsync(db, cancellationToken))
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            // Two cases are always locked in the same order, so that no two users wait for each other.
            if (alsoLocked is not null && string.CompareOrdinal(alsoLocked, number) < 0)
            {
                _ = await db.LockByNumberAsync(alsoLocked, cancellationToken);
            }

            row = await db.LockByNumberAsync(number, cancellationToken)
                ?? throw new CaseNotFoundException(number);
            if (expectedVersion is { } expected && expected != row.Version && !await OnlyRepeatedSinceAsync(db, row, expected, cancellationToken))
            {
                throw new CaseChangedException(number, row.Version);
            }

            var before = row.Version;
            try
            {
                await apply(new CaseChange(city, law, catalogue, Now()), db, row);
            }
            catch (DbUpdateConcurrencyException)
            {
                await transaction.RollbackAsync(cancellationToken);
                throw new CaseChangedException(number, await CurrentVersionAsync(db, number, cancellationToken));
            }

            if (row.Version != before)
            {
                await transaction.CommitAsync(cancellationToken);
                Tell(row, action);
            }
        }

        return await DetailAsync(db, city, row, actor, cancellationToken);
    }

    /// <summary>A further report of the same, often a device's, changes nothing that a step was decided on: it must not send people away.</summary>
    private static async Task<bool> OnlyRepeatedSinceAsync(CaseworkDb db, CaseRow row, long version, CancellationToken cancellationToken) =>
        version < row.Version
        && !await db.Log.AnyAsync(e => e.CaseId == row.Id && e.Seq > version && e.Action != CaseActions.Repeat, cancellationToken);

    /// <summary>Ends a report that tells of the same as another open case; that one keeps its reporter and evidence (合并).</summary>
    private async Task MergeAsync(
        CaseChange change, CaseworkDb db, CaseRow row, CaseActionInput input, Actor actor, CancellationToken cancellationToken)
    {
        law.Judge(row.Facts(Now().ToUnixTimeMilliseconds()), CaseActions.Merge, input, actor);
        var goesOn = await db.LockByNumberAsync(input.DuplicateOf!.Trim(), cancellationToken);
        if (goesOn is null || goesOn.Id == row.Id || !CaseStates.Get(goesOn.State).IsOpen)
        {
            throw CaseChecks.Wrong(
                $"“{input.DuplicateOf}”不是另一个未结案件的编号。", $"'{input.DuplicateOf}' is not the number of another open case.");
        }

        row.DuplicateOf = goesOn.Id;
        await change.ActAsync(db, row, CaseActions.Merge, input, actor, cancellationToken);
        await change.TakeInAsync(db, goesOn, row, actor, cancellationToken);
    }

    private static CaseActionInput AgainAndAgain(int times) => new()
    {
        Opinion = new LocalText(
            $"设备已 {times} 次报告本案结案后问题仍在，请值班长查明原因。",
            $"The device has opened this case again {times} times: closed, and not fixed. Find out why.").InBoth(),
    };

    private static CaseFacts Fresh(CaseReport report) =>
        new() { State = report.SelfHandled ? CaseStates.SelfHandled : CaseStates.Reported, Source = ReportSources.Get(report.Source).Key };

    private async Task<CaseDetail> DetailAsync(
        CaseworkDb db, City city, CaseRow row, Actor actor, CancellationToken cancellationToken) =>
        await new CaseViews(city, law, await catalogues.CurrentAsync(db, cancellationToken), Now()).DetailAsync(db, row, actor, cancellationToken);

    private static Task<CaseRow?> BySourceAsync(CaseworkDb db, string key, CancellationToken cancellationToken) =>
        db.Cases.SingleOrDefaultAsync(c => c.SourceKey == key, cancellationToken);

    private static Task<long> CurrentVersionAsync(CaseworkDb db, string number, CancellationToken cancellationToken) =>
        db.Cases.AsNoTracking().Where(c => c.Number == number).Select(c => c.Version).SingleAsync(cancellationToken);

    private DateTimeOffset Now() => time.GetUtcNow();

    private void Tell(CaseRow row, string action)
    {
        try
        {
            Changed?.Invoke(new CaseChanged(row.Number, row.Version, action, row.State, row.ChangedAt));
        }
        catch (Exception e)
        {
            // The case is committed; a listener's fault must not look like a failed step.
            logger.LogError(e, "A listener failed on the change of case {Number}.", row.Number);
        }
    }
}
