using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Cameras.KnownViews;

/// <summary>Keeps what is known of how views look, so that a camera which is turned while the hub is down is found moved.</summary>
public sealed class KnownViewStore(CameraRows<CameraKnownView> rows)
{
    /// <summary>The watch with what is known of its view; nothing where zones or covers were drawn anew since.</summary>
    public async Task<CameraWatch> FindAsync(CameraWatch watch, CancellationToken cancellationToken) =>
        await rows.FindAsync(watch.CameraId, cancellationToken) is { } row && row.Drawing == watch.Drawing ? watch with { View = row.View } : watch;

    /// <summary>Puts what is known now in the place of what was.</summary>
    public Task SaveAsync(CameraWatch watch, byte[] view, CancellationToken cancellationToken) => rows.ChangeAsync(
        watch.CameraId, _ => new CameraKnownView { CameraId = watch.CameraId, Drawing = watch.Drawing, View = view }, cancellationToken);
}
