using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Cameras.EmptyStreets;
using UrbanGrid.Hub.Cameras.Privacy;

namespace UrbanGrid.Hub.Cameras.Zones;

/// <summary>Puts new zones in force, everywhere at once: what is stored, what is shown, what the detectors watch.</summary>
public sealed class ZoneDesk(
    ZoneStore zones, PrivacyMasks masks, CameraPictures pictures, EmptyStreetStore streets, CoverStore covers, LiveViews views, CameraWorkers workers)
{
    /// <summary>Stores zones and starts the camera's detectors anew with them.</summary>
    /// <remarks>
    /// What a privacy zone hides goes from every stored picture of how the view should be. Where one shows something again,
    /// those pictures are forgotten: of what was hidden nobody knows how it should look, and black would be taken for a thing.
    /// </remarks>
    public async Task SetAsync(string cameraId, IReadOnlyList<CameraZone> wanted, CancellationToken cancellationToken)
    {
        var privacy = new PrivacyChange(await zones.SaveAsync(cameraId, wanted, cancellationToken), wanted);
        masks.Forget(cameraId);
        if (await masks.FindAsync(cameraId, cancellationToken) is { } mask && privacy.Hides)
        {
            await pictures.HideAsync(cameraId, mask, cancellationToken);
            views.Find(cameraId)?.Hide(mask);
        }

        if (privacy.Shows(PrivacyChange.WholePicture))
        {
            await streets.DeleteAsync(cameraId, cancellationToken);
            await covers.ForgetReferencesAsync(cameraId, cover => privacy.Shows(cover.Box), cancellationToken);
        }

        await workers.StartAnewAsync(cameraId, cancellationToken);
    }
}
