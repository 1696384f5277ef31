using Microsoft.AspNetCore.Mvc;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Log;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary><c>/cases</c>.</summary>
public static class CaseEndpoints
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    /// <summary>What the resources need besides casework.</summary>
    public static void AddCases(this IServiceCollection services)
    {
        services.AddScoped<CasePeople>();
        services.AddScoped<CaseAnswer>();
        services.AddSingleton<CasePictures>();
    }

    /// <summary>Adds the resource.</summary>
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("", CaseLists.ListAsync);
        cases.MapGet("/counts", CaseLists.CountAsync);
        cases.MapGet("/{number}", FindAsync);
        cases.MapPost("", CaseReports.ReportAsync).RequireRole(RoleKey.Collector, RoleKey.Acceptor)
            .Accepts<NewCase>(Json, Form).TakesPictures(CasePictures.MostBytes);
        cases.MapPost("/{number}/actions/{action}", CaseSteps.ActAsync)
            .Accepts<CaseStep>(isOptional: true, Json, Form).TakesPictures(CasePictures.MostBytes);
        cases.MapPost("/{number}/evidence", CaseSteps.AddEvidenceAsync).TakesPictures(UploadedPicture.MaxBytes + (64 * 1024));
        cases.MapGet("/{number}/audit", AuditAsync);
    }

    private static void TakesPictures(this RouteHandlerBuilder route, long mostBytes) =>
        route.DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(mostBytes));

    private static async Task<CaseDetailView> FindAsync(string number, HttpContext context, CaseDesk desk, CaseAnswer answer, CancellationToken ct)
    {
        var found = await desk.FindAsync(number, Caller.Of(context.User).ToActor(), ct) ?? throw new CaseNotFoundException(number);
        return await answer.OfAsync(found, context, ct);
    }

    private static async Task<CaseAuditView> AuditAsync(string number, HttpContext context, CaseDesk desk, CaseLogAudit audit, CancellationToken ct)
    {
        _ = await desk.FindAsync(number, Caller.Of(context.User).ToActor(), ct) ?? throw new CaseNotFoundException(number);
        var result = await audit.VerifyAsync(ct);
        return new CaseAuditView(result.IsWhole, result.Entries, result.FirstBroken?.Position);
    }
}
