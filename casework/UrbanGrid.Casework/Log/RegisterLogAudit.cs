using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Log;

/// <summary>
/// Proves that the log of catalogue and city is as it was written, and that each version of the catalogue is what its last
/// entry says.
/// </summary>
public sealed class RegisterLogAudit(IDbContextFactory<CaseworkDb> factory)
{
    /// <summary>Reads the whole log once.</summary>
    public async Task<LogAuditResult> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var (position, hash) = (0L, LogHash.Origin);
        var versions = new Dictionary<string, (long Position, string? Digest)>();
        await foreach (var entry in db.RegisterLog.AsNoTracking().OrderBy(e => e.Position).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Position != position + 1 || entry.PreviousHash != hash || entry.Hash != RegisterLog.HashOf(entry))
            {
                var reason = entry.Position != position + 1 ? $"entry {position + 1} is missing"
                    : entry.PreviousHash != hash ? "it does not follow from the entry before"
                    : "its content was changed after it was written";
                return new LogAuditResult(position, new BrokenEntry(position + 1, null, reason));
            }

            (position, hash) = (entry.Position, entry.Hash);
            if (entry.Register == RegisterLog.Catalogue)
            {
                versions[entry.Subject] = (entry.Position, entry.After);
            }
        }

        var head = await db.RegisterLogHeads.AsNoTracking().SingleAsync(cancellationToken);
        if (head.Position != position || head.Hash != hash)
        {
            return new LogAuditResult(position, new BrokenEntry(
                position + 1, null, $"the log ends at {position}, but {head.Position} entries were written"));
        }

        return new LogAuditResult(position, await FirstDriftedVersionAsync(db, versions, cancellationToken));
    }

    private static async Task<BrokenEntry?> FirstDriftedVersionAsync(
        CaseworkDb db, Dictionary<string, (long Position, string? Digest)> told, CancellationToken cancellationToken)
    {
        var stored = (await db.CatalogueVersions.AsNoTracking().ToListAsync(cancellationToken))
            .ToDictionary(v => v.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Catalogue.Versions.CatalogueContent.DigestOf);
        foreach (var (version, (position, digest)) in told)
        {
            if (stored.GetValueOrDefault(version) != digest)
            {
                return new BrokenEntry(position, null, $"version {version} of the catalogue is not what was written");
            }
        }

        return stored.Keys.FirstOrDefault(v => !told.ContainsKey(v)) is { } untold
            ? new BrokenEntry(0, null, $"version {untold} of the catalogue is in no entry")
            : null;
    }
}
