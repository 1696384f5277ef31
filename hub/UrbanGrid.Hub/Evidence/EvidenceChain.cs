using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Evidence;

/// <summary>A file that becomes evidence of an incident.</summary>
public sealed record NewEvidence(long IncidentId, string Sha256, string MediaType, string Stage, long TakenAt, string By);

/// <summary>Appends to the evidence chain inside the caller's transaction; callers come one at a time (<see cref="HubTurn.Incidents"/>).</summary>
public static class EvidenceChain
{
    /// <summary>Adds links in order; the caller saves.</summary>
    public static async Task AppendAsync(HubDb db, IReadOnlyList<NewEvidence> items, long now, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        var head = await db.Set<EvidenceHeadRow>().SingleAsync(cancellationToken);
        foreach (var item in items)
        {
            var position = head.Position + 1;
            var hash = EvidenceHash.Of(
                head.Hash, position, item.IncidentId, item.Sha256, item.MediaType, item.Stage, item.TakenAt, now, item.By);
            db.Add(new EvidenceLinkRow
            {
                Position = position,
                IncidentId = item.IncidentId,
                Sha256 = item.Sha256,
                MediaType = item.MediaType,
                Stage = item.Stage,
                TakenAt = item.TakenAt,
                AddedAt = now,
                By = item.By,
                PreviousHash = head.Hash,
                Hash = hash,
            });
            (head.Position, head.Hash) = (position, hash);
        }
    }
}
