using System.Reflection;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Monitoring;

namespace UrbanGrid.Hub.Map;

/// <summary>Answer of <c>GET /system</c>.</summary>
public sealed record SystemView(
    string Version, double ObservationsPerSecond, int DevicesOnline, int DevicesTotal, int IncidentsOpen, int CasesOpen, int CamerasLive);

/// <summary><c>/system</c>: the status bar of the console.</summary>
public static class SystemEndpoint
{
    private static readonly string Version =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Adds the resource.</summary>
    public static void MapSystem(this IEndpointRouteBuilder api) =>
        api.MapGet("/system", async (
            ObservationRate rate, DeviceDirectory devices, IncidentBook incidents, CaseDesk cases, CameraDesk cameras, CancellationToken ct) =>
        {
            var (online, total) = devices.Count();
            return new SystemView(
                Version, Math.Round(rate.PerSecond(), 1), online, total, await incidents.CountOpenAsync(ct), await CaseLists.CountOpenAsync(cases, ct),
                cameras.LiveCount);
        }).WithTags("system");
}
