using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>The files that cases stand on, as the log names them.</summary>
public sealed class CaseFiles(IDbContextFactory<CaseworkDb> factory)
{
    /// <summary>Every file that an entry names as evidence, in the order of the log, with the number of its case.</summary>
    public async IAsyncEnumerable<(string CaseNumber, EvidenceLink Link)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await foreach (var entry in db.Log.AsNoTracking().OrderBy(e => e.Position).Select(e => new { e.CaseNumber, e.Evidence })
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var link in CaseJson.ReadEvidence(entry.Evidence))
            {
                yield return (entry.CaseNumber, link);
            }
        }
    }
}
