using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Provisioning;

namespace UrbanGrid.Hub.Provisioning;

/// <summary><c>/provision</c>: devices that have no token yet. There is no session: the provisioning key is the credential.</summary>
public static class ProvisionEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapProvision(this IEndpointRouteBuilder api)
    {
        var provision = api.MapGroup("/provision").WithTags("provisioning");
        provision.MapPost("", AskAsync).AllowAnonymous().Produces<ProvisionView>(StatusCodes.Status201Created).Produces<ProvisionView>(StatusCodes.Status202Accepted);
        provision.MapPost("/{request}", AskAgainAsync).AllowAnonymous();
    }

    private static async Task<ProvisionView> AskAsync(NewProvisionRequest input, ProvisioningDesk desk, HttpContext context, CancellationToken ct)
    {
        var call = new ProvisionCall(
            input.Key ?? throw new ProblemException("missing_value", "key"), input.Serial ?? throw new ProblemException("missing_value", "serial"),
            input.Name, input.Lat, input.Lon, AddressOf(context), KeepsSecret: true);
        var answer = await ProvisioningProblem.ReadAsync(() => desk.AskAsync(call, ct));
        context.Response.StatusCode = answer.State == ProvisionState.Approved ? StatusCodes.Status201Created : StatusCodes.Status202Accepted;
        return View(answer, context);
    }

    private static async Task<ProvisionView> AskAgainAsync(string request, ProvisionSecret input, ProvisioningDesk desk, HttpContext context, CancellationToken ct) =>
        View(
            await ProvisioningProblem.ReadAsync(() => desk.AskAgainAsync(
                request, input.Secret ?? throw new ProblemException("missing_value", "secret"), AddressOf(context), ct)),
            context);

    private static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    private static ProvisionView View(ProvisionAnswer answer, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new ProvisionView(answer.State.ToString().ToLowerInvariant(), answer.RequestId, answer.Secret, answer.DeviceId, answer.Token);
    }
}
