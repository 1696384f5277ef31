using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.Hub.Cameras.Edge;

/// <summary>Takes what detectors beside cameras tell of themselves to where it is kept.</summary>
public sealed class EdgeNews(DeviceRegistry devices, EdgeOverlays overlays, EdgeLearned learned)
{
    /// <summary>Says why a message cannot be used, or null. What comes of a camera whose detectors run in the hub by now is late, and left.</summary>
    public async ValueTask<string?> TakeAsync(DeviceTopic topic, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (devices.Find(topic.DeviceId) is not { Model: CameraDesk.Model } camera)
        {
            return "Only cameras have detectors.";
        }

        try
        {
            if (topic.Kind == TopicKind.Overlay)
            {
                var view = DetectorView.Read(json.Span);
                if (EdgeCameras.DetectsThere(camera))
                {
                    overlays.Take(camera.Id, view);
                }

                return null;
            }

            var told = CameraLearned.Read(json.Span);
            if (EdgeCameras.DetectsThere(camera))
            {
                await learned.TakeAsync(camera.Id, told, cancellationToken);
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return e.Message;
        }
    }
}
