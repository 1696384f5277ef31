using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Ingest;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Cameras.Privacy;

/// <summary>
/// The privacy zones of every camera, applied to whatever comes in from it. A camera that masks by itself loses nothing by
/// it; one that does not must not bring what the hub may not have.
/// </summary>
public sealed class PrivacyMasks(ZoneStore zones)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PrivacyMask?>>> _masks = new(StringComparer.Ordinal);

    /// <summary>The mask of a camera; null if nothing is hidden.</summary>
    public async ValueTask<PrivacyMask?> FindAsync(string cameraId, CancellationToken cancellationToken)
    {
        var mask = _masks.GetOrAdd(cameraId, id => new Lazy<Task<PrivacyMask?>>(() => ReadAsync(id)));
        try
        {
            return await mask.Value.WaitAsync(cancellationToken);
        }
        catch when (mask.Value.IsFaulted)
        {
            // The database was away: the next picture asks again, and this one is not shown.
            _masks.TryRemove(new(cameraId, mask));
            throw;
        }
    }

    /// <summary>Zones of a camera changed; null for those of any.</summary>
    public void Forget(string? cameraId)
    {
        foreach (var id in _masks.Keys.Where(id => cameraId is null || id == cameraId))
        {
            _masks.TryRemove(id, out _);
        }
    }

    /// <summary>The frame as it may be stored, shown and looked at.</summary>
    /// <exception cref="FrameUnreadableException">There is something to hide and the bytes are no picture.</exception>
    public async ValueTask<CameraFrame> ApplyAsync(CameraFrame frame, CancellationToken cancellationToken) =>
        await FindAsync(frame.CameraId, cancellationToken) is { } mask ? frame with { Jpeg = mask.Apply(frame.Jpeg.Span) } : frame;

    /// <summary>An alarm with its pictures as they may be stored; one that cannot be read is left out.</summary>
    public async ValueTask<Alarm> ApplyAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.Pictures.Count == 0 || await FindAsync(alarm.DeviceId, cancellationToken) is not { } mask)
        {
            return alarm;
        }

        List<AlarmPicture> pictures = [];
        foreach (var picture in alarm.Pictures)
        {
            try
            {
                pictures.Add(picture with { Jpeg = mask.Apply(picture.Jpeg.Span) });
            }
            catch (FrameUnreadableException)
            {
                // Nothing that anybody could look at.
            }
        }

        return alarm with { Pictures = pictures };
    }

    private async Task<PrivacyMask?> ReadAsync(string cameraId) => PrivacyMask.Of(await zones.FindAsync(cameraId, CancellationToken.None));
}
