using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Cameras.KnownViews;

/// <summary>Keeps what is known of how views look, so that a camera which is turned while the hub is down is found moved.</summary>
public sealed class KnownViewStore(CameraRows<CameraKnownView> rows)
{
    /// <summary>The watch with what is known of its view; nothing where zones or covers were drawn anew since.</summary>
    public async Task<CameraWatch> FindAsync(CameraWatch watch, CancellationToken cancellationToken) =>
        await rows.FindAsync(watch.CameraId, cancellationToken) is { } row && row.Drawing == watch.Drawing ? watch with { View = row.View } : watch;

    /// <summary>What is known of a camera's view, whatever is drawn by now; null for nothing.</summary>
    public Task<CameraKnownView?> FindAsync(string cameraId, CancellationToken cancellationToken) => rows.FindAsync(cameraId, cancellationToken);

    /// <summary>Puts what is known now in the place of what was.</summary>
    public Task SaveAsync(CameraWatch watch, byte[] view, CancellationToken cancellationToken) => SaveAsync(watch.CameraId, watch.Drawing, view, cancellationToken);

    /// <inheritdoc cref="SaveAsync(CameraWatch, byte[], CancellationToken)"/>
    public Task SaveAsync(string cameraId, string drawing, byte[] view, CancellationToken cancellationToken) => rows.ChangeAsync(
        cameraId, _ => new CameraKnownView { CameraId = cameraId, Drawing = drawing, View = view }, cancellationToken);
}
