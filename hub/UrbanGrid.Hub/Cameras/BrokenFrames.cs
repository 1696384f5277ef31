using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Hub.Cameras;

/// <summary>
/// The last frames that passed ingest as JPEG but could not be decoded, shown with the camera's other dead letters. In
/// memory and bounded: of a broken picture nothing is worth keeping but that it came.
/// </summary>
public sealed class BrokenFrames(TimeProvider time, ILogger<BrokenFrames> logger)
{
    private const int KeptPerCamera = 20;
    private const int KeptBytes = 64;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<DeadLetter>> _letters = new(StringComparer.Ordinal);

    /// <summary>Keeps a frame that is no picture.</summary>
    public ValueTask TakeAsync(CameraFrame frame, string reason, CancellationToken cancellationToken)
    {
        var letters = _letters.GetOrAdd(frame.CameraId, _ => new ConcurrentQueue<DeadLetter>());
        letters.Enqueue(new DeadLetter
        {
            DeviceId = frame.CameraId,
            ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Topic = DeviceTopic.Frame(frame.CameraId, frame.Timestamp),
            Reason = "bad_jpeg",
            Detail = reason,
            Refused = 1,
            PayloadBytes = frame.Jpeg.Length,
            Payload = frame.Jpeg[..Math.Min(KeptBytes, frame.Jpeg.Length)].ToArray(),
        });
        while (letters.Count > KeptPerCamera)
        {
            letters.TryDequeue(out _);
        }

        logger.LogWarning("Camera {Camera} sent a frame that is no picture: {Reason}", frame.CameraId, reason);
        return ValueTask.CompletedTask;
    }

    /// <summary>Those of a device, newest first.</summary>
    public IEnumerable<DeadLetter> Of(string deviceId) => _letters.GetValueOrDefault(deviceId)?.Reverse() ?? [];
}
