using UrbanGrid.Casework.Actors;
using UrbanGrid.Hub.Devices;

namespace UrbanGrid.Hub.Triage;

/// <summary>A device as the log of a case names it, when its word moves the case.</summary>
public static class DeviceActor
{
    /// <summary>The actor a device is; it may do what the law lets the system do.</summary>
    public static Actor Of(string deviceId, DeviceDirectory devices)
    {
        var name = devices.NameOf(deviceId);
        return new Actor($"device:{deviceId}", $"{name.Zh} {name.En}", new HashSet<string> { Roles.System });
    }
}
