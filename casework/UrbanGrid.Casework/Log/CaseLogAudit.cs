using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Log;

/// <summary>
/// Proves that the log is as it was written: every hash, no gap, no missing end, and each case's row says what its
/// last entry says.
/// </summary>
public sealed class CaseLogAudit(IDbContextFactory<CaseworkDb> factory)
{
    /// <summary>Reads the whole log once.</summary>
    public async Task<LogAuditResult> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var (position, hash) = (0L, LogHash.Origin);
        await foreach (var entry in db.Log.AsNoTracking().OrderBy(e => e.Position).AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
        {
            if (Fault(entry, position + 1, hash) is { } fault)
            {
                return new LogAuditResult(position, new BrokenEntry(position + 1, entry.CaseNumber, fault));
            }

            (position, hash) = (entry.Position, entry.Hash);
        }

        var head = await db.ChainHeads.AsNoTracking().SingleAsync(cancellationToken);
        if (head.Position != position || head.Hash != hash)
        {
            return new LogAuditResult(position, new BrokenEntry(
                position + 1, null, $"the log ends at {position}, but {head.Position} entries were written"));
        }

        return new LogAuditResult(position, await FirstDriftedCaseAsync(db, cancellationToken));
    }

    private static string? Fault(CaseLogRow entry, long position, string previousHash)
    {
        if (entry.Position != position)
        {
            return $"entry {position} is missing";
        }

        if (entry.PreviousHash != previousHash)
        {
            return "it does not follow from the entry before";
        }

        return entry.Hash == LogHash.Of(entry) ? null : "its content was changed after it was written";
    }

    private static async Task<BrokenEntry?> FirstDriftedCaseAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        var drifted = await db.Log.AsNoTracking()
            .Join(db.Cases, e => e.CaseId, c => c.Id, (entry, row) => new { entry, row })
            .Where(j => j.entry.Seq == db.Log.Where(e => e.CaseId == j.row.Id).Max(e => e.Seq))
            .Where(j => j.entry.Seq != j.row.Version || j.entry.ToState != j.row.State
                || j.entry.CaseNumber != j.row.Number)
            .OrderBy(j => j.entry.Position)
            .Select(j => new { j.entry.Position, j.entry.CaseNumber, j.entry.ToState, j.row.State })
            .FirstOrDefaultAsync(cancellationToken);
        return drifted is null ? null : new BrokenEntry(
            drifted.Position,
            drifted.CaseNumber,
            $"the case says '{drifted.State}', its last entry '{drifted.ToState}'");
    }
}
