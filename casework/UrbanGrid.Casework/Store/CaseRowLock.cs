using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Casework.Store;

/// <summary>
/// Reads a case in order to change it, so that whoever else wants to change it waits: SQLite's transactions begin with the
/// only lock there is, PostgreSQL locks the row. The end of the log is always locked after it, so no two wait for each other.
/// </summary>
internal static class CaseRowLock
{
    /// <summary>The case of a number; needs an open transaction.</summary>
    public static Task<CaseRow?> LockByNumberAsync(this CaseworkDb db, string number, CancellationToken cancellationToken) =>
        (db.Database.IsNpgsql() ? db.Cases.FromSql($"select * from cases where number = {number} for update") : db.Cases)
            .SingleOrDefaultAsync(c => c.Number == number, cancellationToken);

    /// <summary>The case of a report's key; needs an open transaction.</summary>
    public static Task<CaseRow?> LockBySourceAsync(this CaseworkDb db, string key, CancellationToken cancellationToken) =>
        (db.Database.IsNpgsql() ? db.Cases.FromSql($"select * from cases where source_key = {key} for update") : db.Cases)
            .SingleOrDefaultAsync(c => c.SourceKey == key, cancellationToken);
}
