using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>Where one camera keeps what must outlive a restart.</summary>
/// <param name="State">How the hub wants it watched, and its mask.</param>
/// <param name="Recording">Its recording.</param>
public sealed record CameraFolders(string State, string Recording)
{
    /// <summary>Those of a camera of an agent.</summary>
    public static CameraFolders Of(EdgeSettings settings, string cameraId) => new(
        Path.Combine(settings.Spool.Directory, "cameras", cameraId), Path.Combine(settings.RecordingDirectory, cameraId));
}
