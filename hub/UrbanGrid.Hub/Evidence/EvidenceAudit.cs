using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Evidence;

/// <summary>The first thing that does not fit.</summary>
/// <param name="Position">Position in the chain.</param>
/// <param name="IncidentId">Incident concerned, where one is.</param>
/// <param name="Reason">Key: <c>missing_link</c>, <c>changed_link</c>, <c>missing_file</c>, <c>changed_file</c>, <c>missing_end</c>.</param>
public sealed record BrokenEvidence(long Position, long? IncidentId, string Reason);

/// <summary>What an audit found.</summary>
/// <param name="Links">Links that are whole.</param>
/// <param name="FirstBroken">The first that is not; null for none.</param>
public sealed record EvidenceAuditResult(long Links, BrokenEvidence? FirstBroken);

/// <summary>Proves that evidence is as it was taken in: every link follows from the one before, and every file is what its link says.</summary>
public sealed class EvidenceAudit(IDbContextFactory<HubDb> databases, EvidenceStore store)
{
    /// <summary>Reads the whole chain and every file of it once.</summary>
    public async Task<EvidenceAuditResult> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);

        // The end first: links that are added meanwhile are none of this audit.
        var head = await db.Set<EvidenceHeadRow>().AsNoTracking().SingleAsync(cancellationToken);
        var (position, hash) = (0L, EvidenceHash.Origin);
        await foreach (var link in db.Set<EvidenceLinkRow>().AsNoTracking().Where(e => e.Position <= head.Position)
            .OrderBy(e => e.Position).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var fault = link.Position != position + 1 ? "missing_link"
                : link.PreviousHash != hash || link.Hash != EvidenceHash.Of(link) ? "changed_link"
                : await FileFaultAsync(link.Sha256, cancellationToken);
            if (fault is not null)
            {
                return new EvidenceAuditResult(position, new BrokenEvidence(position + 1, link.IncidentId, fault));
            }

            (position, hash) = (link.Position, link.Hash);
        }

        return head.Position == position && head.Hash == hash
            ? new EvidenceAuditResult(position, null)
            : new EvidenceAuditResult(position, new BrokenEvidence(position + 1, null, "missing_end"));
    }

    /// <summary>The same for the evidence of one incident: its own links, each against the one before it, and its files.</summary>
    public async Task<EvidenceAuditResult> VerifyAsync(long incidentId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var links = await db.Set<EvidenceLinkRow>().AsNoTracking().Where(e => e.IncidentId == incidentId).OrderBy(e => e.Position).ToListAsync(cancellationToken);
        var before = links.Select(l => l.Position - 1).ToList();
        var hashes = await db.Set<EvidenceLinkRow>().AsNoTracking().Where(e => before.Contains(e.Position))
            .ToDictionaryAsync(e => e.Position, e => e.Hash, cancellationToken);
        hashes[0] = EvidenceHash.Origin;
        foreach (var (n, link) in links.Index())
        {
            var fault = hashes.GetValueOrDefault(link.Position - 1) is not { } previous ? "missing_link"
                : link.PreviousHash != previous || link.Hash != EvidenceHash.Of(link) ? "changed_link"
                : await FileFaultAsync(link.Sha256, cancellationToken);
            if (fault is not null)
            {
                return new EvidenceAuditResult(n, new BrokenEvidence(link.Position, incidentId, fault));
            }
        }

        return new EvidenceAuditResult(links.Count, null);
    }

    /// <summary>Whether a file is there and is what its address says; the key of the fault, or null.</summary>
    public async Task<string?> FileFaultAsync(string sha256, CancellationToken cancellationToken)
    {
        if (store.Find(sha256) is not { } path)
        {
            return "missing_file";
        }

        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) == sha256 ? null : "changed_file";
    }
}
