using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>Answer of <c>GET /vehicles/{id}/state</c>.</summary>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="Attributes">Numbers that came with its last fix, e.g. <c>ignition</c>, <c>load_share</c>.</param>
/// <param name="Alarms">Alarms that hold on it.</param>
public sealed record VehicleStateView(VehicleView Vehicle, IReadOnlyDictionary<string, double> Attributes, IReadOnlyList<ActiveAlarmView> Alarms);

/// <summary>Vehicles as they move, on maps.</summary>
public static class LiveServices
{
    /// <summary>Adds the picture that all maps share.</summary>
    public static void AddLiveVehicles(this IServiceCollection services)
    {
        services.AddSingleton<LiveFleet>();
        services.AddSingleton<LiveEndpoint>();
    }

    /// <summary>Adds <c>/vehicles/live</c> and <c>/vehicles/{id}/state</c>.</summary>
    public static void MapLiveVehicles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/vehicles/{id}/state", StateOf).WithTags("vehicles").WithSummary("A vehicle with what came with its last fix, and its alarms.");
        api.MapGet("/vehicles/live", (HttpContext context, LiveEndpoint live, double? west, double? south, double? east, double? north) =>
                live.StreamAsync(context, west, south, east, north))
            .WithTags("vehicles").WithSummary("Server-sent events: the vehicles of a viewport, merged by vehicle.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    private static VehicleStateView StateOf(string id, DeviceDirectory directory, TwinBoard twins) =>
        directory.FindVehicle(id) is { } vehicle && twins.FindVehicle(id) is { } position
            ? new VehicleStateView(vehicle, position.Attributes, directory.AlarmsOf(id))
            : throw ProblemException.NotFound("vehicle", id);
}
