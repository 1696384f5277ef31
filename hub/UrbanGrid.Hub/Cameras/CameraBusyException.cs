namespace UrbanGrid.Hub.Cameras;

/// <summary>A camera's worker gives no answer.</summary>
public sealed class CameraBusyException(string cameraId) : Exception($"The worker of camera {cameraId} gives no answer.");
