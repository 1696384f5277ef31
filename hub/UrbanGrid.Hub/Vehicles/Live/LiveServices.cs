namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>Vehicles as they move, on maps.</summary>
public static class LiveServices
{
    /// <summary>Adds the picture that all maps share.</summary>
    public static void AddLiveVehicles(this IServiceCollection services)
    {
        services.AddSingleton<LiveFleet>();
        services.AddSingleton<LiveEndpoint>();
    }

    /// <summary>Adds <c>/vehicles/live</c>.</summary>
    public static void MapLiveVehicles(this IEndpointRouteBuilder api) =>
        api.MapGet("/vehicles/live", (HttpContext context, LiveEndpoint live, double? west, double? south, double? east, double? north) =>
                live.StreamAsync(context, west, south, east, north))
            .WithTags("vehicles").WithSummary("Server-sent events: the vehicles of a viewport, merged by vehicle.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
}
