using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Finds devices that are cameras.</summary>
public static class CameraLookup
{
    /// <summary>The camera of an id.</summary>
    /// <exception cref="ProblemException">404: there is no device of that id, or it is no camera.</exception>
    public static Device Camera(this DeviceRegistry devices, string id) =>
        devices.Find(id) is { Model: CameraDesk.Model } camera ? camera : throw ProblemException.NotFound("camera", id);
}
