using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Commands;

/// <summary><c>/devices/{id}/commands</c>.</summary>
public static class CommandEndpoints
{
    /// <summary>Who may move things in the street: the dispatchers of the command centre (指挥中心), and administrators.</summary>
    private static readonly string[] Commanders = [RoleKey.Dispatcher, RoleKey.Admin];

    /// <summary>Adds the resource.</summary>
    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        var commands = api.MapGroup("/devices/{id}/commands").WithTags("commands");
        commands.MapGet("", ListAsync);
        commands.MapPost("", async (string id, NewCommand input, HttpContext context, CommandDesk desk, CancellationToken ct) =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return CommandView.Of(await desk.SendAsync(id, input, Caller.Of(context.User), ct));
        }).RequireRole(Commanders);
        commands.MapDelete("/{command}", async (string id, string command, CommandDesk desk, CancellationToken ct) =>
            CommandView.Of(await desk.CancelAsync(id, command, ct))).RequireRole(Commanders);
    }

    private static async Task<Page<CommandView>> ListAsync(
        string id, string? cursor, int? limit, DeviceRegistry devices, CommandBook book, CancellationToken ct)
    {
        _ = devices.Find(id) ?? throw ProblemException.NotFound("device", id);
        var page = PageRequest.Read(cursor, limit);
        return page.Of<CommandView>([.. (await book.ListAsync(id, page.Offset, page.Limit + 1, ct)).Select(CommandView.Of)]);
    }
}
