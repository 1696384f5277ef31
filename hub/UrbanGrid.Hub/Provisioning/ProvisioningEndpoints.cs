using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Provisioning;

namespace UrbanGrid.Hub.Provisioning;

/// <summary><c>/provisioning-keys</c> and <c>/provision-requests</c>, for administrators.</summary>
public static class ProvisioningEndpoints
{
    private const int MaxName = 64;

    /// <summary>Adds the resources.</summary>
    public static void MapProvisioning(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/provisioning-keys").WithTags("provisioning");
        keys.MapGet("", ListKeysAsync).RequireRole(RoleKey.Admin);
        keys.MapPost("", CreateKeyAsync).RequireRole(RoleKey.Admin);
        keys.MapDelete("/{id}", DeleteKeyAsync).RequireRole(RoleKey.Admin).Produces(StatusCodes.Status204NoContent);
        var requests = api.MapGroup("/provision-requests").WithTags("provisioning");
        requests.MapGet("", ListRequestsAsync).RequireRole(RoleKey.Admin);
        requests.MapPost("/{id}/approve", ApproveAsync).RequireRole(RoleKey.Admin);
        requests.MapPost("/{id}/reject", RejectAsync).RequireRole(RoleKey.Admin);
    }

    private static async Task<Page<ProvisioningKeyView>> ListKeysAsync(ProvisioningKeys keys, string? cursor, int? limit, CancellationToken ct) =>
        PageRequest.Read(cursor, limit).Cut((await keys.ListAsync(ct)).Select(k => new ProvisioningKeyView(
            k.Id, k.Name, k.Model, Word(k.Approval), k.ExpiresAt, k.MaxUses, k.Uses, k.CreatedAt)));

    private static async Task<IssuedKeyView> CreateKeyAsync(
        NewProvisioningKey input, ProvisioningKeys keys, TimeProvider time, ILogger<ProvisioningDesk> logger, HttpContext context, CancellationToken ct)
    {
        var name = input.Name is { Length: > 0 and <= MaxName } given ? given : throw new ProblemException("invalid_value", "name", $"1..{MaxName}");
        var approval = input.Approval switch
        {
            null or "manual" => KeyApproval.Manual,
            "automatic" => KeyApproval.Automatic,
            _ => throw new ProblemException("invalid_value", "approval", "manual, automatic"),
        };
        if (input.MaxUses is <= 0)
        {
            throw new ProblemException("invalid_value", "maxUses", "≥ 1");
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (input.ExpiresAt <= now)
        {
            throw new ProblemException("invalid_value", "expiresAt", $"> {now}");
        }

        var user = Caller.Of(context.User).User;
        var (key, secret) = await keys.CreateAsync(
            name, input.Model ?? throw new ProblemException("missing_value", "model"), approval, input.ExpiresAt, input.MaxUses, user, ct);
        logger.LogInformation("Audit: {User} made provisioning key {Key} for {Model}", user, key.Id, key.Model);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = StatusCodes.Status201Created;
        return new IssuedKeyView(key.Id, key.Name, key.Model, Word(key.Approval), key.ExpiresAt, key.MaxUses, key.Uses, key.CreatedAt, secret);
    }

    private static async Task<IResult> DeleteKeyAsync(string id, ProvisioningKeys keys, ILogger<ProvisioningDesk> logger, HttpContext context, CancellationToken ct)
    {
        if (!await keys.DeleteAsync(id, ct))
        {
            throw ProblemException.NotFound("provisioning key", id);
        }

        logger.LogInformation("Audit: {User} withdrew provisioning key {Key}", Caller.Of(context.User).User, id);
        return Results.NoContent();
    }

    private static async Task<Page<ProvisionRequestView>> ListRequestsAsync(
        ProvisioningDesk desk, DeviceDirectory directory, string? state, string? cursor, int? limit, CancellationToken ct)
    {
        ProvisionState? wanted = state switch
        {
            null => null,
            "pending" => ProvisionState.Pending,
            "approved" => ProvisionState.Approved,
            "rejected" => ProvisionState.Rejected,
            _ => throw new ProblemException("invalid_value", "state", "pending, approved, rejected"),
        };
        var page = PageRequest.Read(cursor, limit);
        return page.Of<ProvisionRequestView>([.. (await desk.ListAsync(wanted, page.Offset, page.Limit + 1, ct)).Select(r => View(r, directory))]);
    }

    private static async Task<ProvisionRequestView> ApproveAsync(
        string id, ProvisionDecision input, ProvisioningDesk desk, DeviceRegistry registry, DeviceDirectory directory, HttpContext context, CancellationToken ct)
    {
        if (input.Id is { } wanted && registry.Find(wanted) is not null)
        {
            throw new ProblemException("device_exists", wanted);
        }

        var name = input.Name is null ? null : DeviceChanges.CheckedName(input.Name);
        var approval = new ProvisionApproval(
            input.Id, name is null ? null : new LocalName(name.Zh, name.En), DeviceChanges.PlaceOf(input.Lat, input.Lon), input.ComponentCode, Caller.Of(context.User).User);
        return View(await ProvisioningProblem.ReadAsync(() => desk.ApproveAsync(id, approval, ct)), directory);
    }

    private static async Task<ProvisionRequestView> RejectAsync(
        string id, ProvisionRejection input, ProvisioningDesk desk, DeviceDirectory directory, HttpContext context, CancellationToken ct) =>
        input.Reason is { Length: > 200 }
            ? throw new ProblemException("invalid_value", "reason", "≤ 200")
            : View(await ProvisioningProblem.ReadAsync(() => desk.RejectAsync(id, input.Reason, Caller.Of(context.User).User, ct)), directory);

    private static ProvisionRequestView View(ProvisionRequest request, DeviceDirectory directory) => new(
        request.Id, request.Serial, directory.ModelViewOf(request.Model), request.Name, request.Lat, request.Lon,
        request.State.ToString().ToLowerInvariant(), request.RequestedAt, request.Address, request.DeviceId);

    private static string Word(KeyApproval approval) => approval.ToString().ToLowerInvariant();
}
