using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Log;

/// <summary>Appends to the log inside the caller's transaction.</summary>
internal static class LogChain
{
    /// <summary>
    /// Gives the entry its place and hash. Taking the head row's lock first makes appends queue on every database;
    /// call it last before saving, so that the queue is short.
    /// </summary>
    public static async Task AppendAsync(CaseworkDb db, CaseLogRow entry, CancellationToken cancellationToken)
    {
        var locked = await db.Database
            .SqlQuery<ChainEnd>($"update case_log_head set position = position + 1 returning position as \"Position\", hash as \"Hash\"")
            .ToListAsync(cancellationToken);
        var last = locked.Single();
        entry.Position = last.Position;
        entry.PreviousHash = last.Hash;
        entry.Hash = LogHash.Of(entry);
        await db.ChainHeads.ExecuteUpdateAsync(
            head => head.SetProperty(h => h.Hash, entry.Hash), cancellationToken);
        db.Log.Add(entry);
    }

    private sealed record ChainEnd(long Position, string Hash);
}
