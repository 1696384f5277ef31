using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Store;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Evidence;

/// <summary>Finds what the camera of a stored picture may not show by now, which may be more than when it was taken.</summary>
public sealed class EvidenceMasks(IDbContextFactory<HubDb> databases, PrivacyMasks masks)
{
    /// <summary>The mask of the camera a file comes from; null if nothing is hidden, or it comes from no camera.</summary>
    public async Task<PrivacyMask?> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var camera = await db.Set<EvidenceLinkRow>().Where(e => e.Sha256 == sha256).Select(e => e.By).FirstOrDefaultAsync(cancellationToken);
        return camera is null ? null : await masks.FindAsync(camera, cancellationToken);
    }
}
