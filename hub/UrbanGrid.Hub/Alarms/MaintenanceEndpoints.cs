using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Alarms;

/// <summary><c>/maintenance-windows</c>.</summary>
public static class MaintenanceEndpoints
{
    private const int MaxDevices = 1_000;
    private const int MaxReason = 200;

    /// <summary>A window that is forgotten must not silence a street for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Who may announce one: those who send crews out and those who lead the shift, and administrators.</summary>
    private static readonly string[] Planners = [RoleKey.Dispatcher, RoleKey.ShiftLeader, RoleKey.Admin];

    /// <summary>Adds the resource.</summary>
    public static void MapMaintenanceWindows(this IEndpointRouteBuilder api)
    {
        var windows = api.MapGroup("/maintenance-windows").WithTags("alarms");
        windows.MapGet("", ListAsync);
        windows.MapPost("", AddAsync).RequireRole(Planners);
        windows.MapDelete("/{id}", async (string id, MaintenanceBook book, CancellationToken ct) =>
            await book.CallOffAsync(id, ct) ? Results.NoContent() : throw ProblemException.NotFound("maintenance window", id))
            .RequireRole(Planners);
    }

    private static async Task<Page<MaintenanceWindowView>> ListAsync(
        string? cursor, int? limit, MaintenanceBook book, TimeProvider time, CancellationToken ct)
    {
        var page = PageRequest.Read(cursor, limit);
        var found = await book.ListAsync(page.Offset, page.Limit + 1, ct);
        return page.Of<MaintenanceWindowView>([.. found.Select(w => ViewOf(w, time))]);
    }

    private static async Task<MaintenanceWindowView> AddAsync(
        NewMaintenanceWindow input, HttpContext context, MaintenanceBook book, DeviceRegistry devices, DeviceModels models, CityRegister cities,
        TimeProvider time, CancellationToken ct)
    {
        var order = await CheckAsync(input, devices, models, cities, time, ct);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return ViewOf(await book.AddAsync(order, Caller.Of(context.User).DisplayName.Zh, ct), time);
    }

    private static async Task<MaintenanceOrder> CheckAsync(
        NewMaintenanceWindow input, DeviceRegistry devices, DeviceModels models, CityRegister cities, TimeProvider time, CancellationToken ct)
    {
        var (ids, model, grid) = (input.Devices ?? [], Given(input.Model), Given(input.Grid));
        if (ids.Count == 0 && model is null && grid is null)
        {
            throw new ProblemException("window_of_nothing");
        }

        if (ids.Count > MaxDevices || ids.Any(id => id is null))
        {
            throw new ProblemException("invalid_value", "devices", $"≤ {MaxDevices}");
        }

        if (ids.FirstOrDefault(id => devices.Find(id) is null) is { } unknown)
        {
            throw ProblemException.NotFound("device", unknown);
        }

        if (model is not null && models.Find(model) is null)
        {
            throw ProblemException.NotFound("device model", model);
        }

        if (grid is not null && !await IsResponsibilityGridAsync(grid, cities, ct))
        {
            throw ProblemException.NotFound("responsibility grid", grid);
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var from = input.From ?? now;
        var to = input.To ?? throw new ProblemException("missing_value", "to");
        if (to <= from || to <= now || to - from > Longest.TotalMilliseconds)
        {
            throw new ProblemException("invalid_value", "to", $"> from, > now, ≤ from + {Longest.TotalDays:0} d");
        }

        var reason = input.Reason?.Trim();
        return reason is { Length: > 0 and <= MaxReason }
            ? new MaintenanceOrder([.. ids.Distinct()], model, grid, from, to, reason)
            : throw new ProblemException("invalid_value", "reason", $"1..{MaxReason}");
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<bool> IsResponsibilityGridAsync(string code, CityRegister cities, CancellationToken ct) =>
        (await cities.CurrentAsync(ct)).Areas.Any(a => a.Kind == AreaKind.ResponsibilityGrid && a.Code == code);

    private static MaintenanceWindowView ViewOf(MaintenanceWindow w, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new MaintenanceWindowView(w.Id, w.Devices, w.Model, w.Grid, w.BeginsAt, w.EndsAt, w.Reason, w.By, w.BeginsAt <= now && now < w.EndsAt);
    }
}
