using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Body of <c>POST /cases</c>.</summary>
public sealed record NewCase(
    string? Category, string? Condition, double? Lat, double? Lon, string? Description, string? ComponentCode);

/// <summary>Body of <c>POST /cases/{number}/actions/{action}</c>.</summary>
public sealed record CaseStep(string? Opinion, string? Department, string? Result, string? Condition);

/// <summary><c>/cases</c>.</summary>
public static class CaseEndpoints
{
    private const int MaxDescription = 2_000;
    private static readonly string[] Stages = ["handling", "check"];

    /// <summary>Adds the resource.</summary>
    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("", CaseLists.ListAsync);
        cases.MapGet("/counts", CaseLists.CountAsync);
        cases.MapGet("/{number}", FindAsync);
        cases.MapPost("", ReportAsync).RequireRole(RoleKey.Collector, RoleKey.Acceptor);
        cases.MapPost("/{number}/actions/{action}", ActAsync);
        cases.MapPost("/{number}/evidence", AddEvidenceAsync).DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(UploadedPicture.MaxBytes + (64 * 1024)));
        cases.MapGet("/{number}/audit", AuditAsync);
    }

    private static async Task<CaseDetailView> FindAsync(
        string number, HttpContext context, CaseDesk desk, CityRegister cities, CancellationToken ct)
    {
        var found = await desk.FindAsync(number, Caller.Of(context.User).ToActor(), ct) ?? throw new CaseNotFoundException(number);
        return Tagged(found, await cities.CurrentAsync(ct), context);
    }

    private static async Task<CaseDetailView> ReportAsync(
        NewCase input, HttpContext context, CaseDesk desk, CityRegister cities, CancellationToken ct)
    {
        var description = input.Description?.Trim();
        if (description is not { Length: > 0 and <= MaxDescription })
        {
            throw new ProblemException("invalid_value", "description", $"1..{MaxDescription}");
        }

        var caller = Caller.Of(context.User);
        var report = new CaseReport
        {
            SourceKey = $"hand:{Guid.NewGuid():N}",
            Source = caller.Roles.Contains(RoleKey.Collector) ? ReportSource.Collector : ReportSource.Public,
            Category = input.Category ?? throw new ProblemException("missing_value", "category"),
            Condition = input.Condition,
            Lat = input.Lat ?? throw new ProblemException("missing_value", "lat"),
            Lon = input.Lon ?? throw new ProblemException("missing_value", "lon"),
            ComponentCode = input.ComponentCode,
            Description = new LocalText(description, description),
        };
        return Tagged(await desk.ReportAsync(report, caller.ToActor(), accept: false, ct), await cities.CurrentAsync(ct), context);
    }

    private static async Task<CaseDetailView> ActAsync(
        string number, string action, CaseStep? input, HttpContext context, CaseDesk desk, CityRegister cities, CancellationToken ct)
    {
        var step = new CaseActionInput
        {
            Opinion = input?.Opinion, Department = input?.Department, Result = input?.Result, Condition = input?.Condition,
        };
        var moved = await desk.ActAsync(number, action, step, Caller.Of(context.User).ToActor(), ExpectedVersion(context.Request), ct);
        return Tagged(moved, await cities.CurrentAsync(ct), context);
    }

    private static async Task<CaseDetailView> AddEvidenceAsync(
        string number, HttpContext context, CaseDesk desk, CityRegister cities, EvidenceStore store, TimeProvider time, CancellationToken ct)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : throw new ProblemException("unsupported_media");
        var stage = form["stage"].ToString();
        if (!Stages.Contains(stage))
        {
            throw new ProblemException("invalid_value", "stage", string.Join(" | ", Stages));
        }

        var picture = await UploadedPicture.ReadAsync(form.Files.GetFile("file"), ct);
        var link = new EvidenceLink(
            await store.SaveAsync(picture.Content, ct), picture.MediaType, stage, time.GetUtcNow().ToUnixTimeMilliseconds());
        var changed = await desk.AddEvidenceAsync(number, [link], Caller.Of(context.User).ToActor(), expectedVersion: null, ct);
        return Tagged(changed, await cities.CurrentAsync(ct), context);
    }

    private static async Task<CaseAuditView> AuditAsync(string number, HttpContext context, CaseDesk desk, CaseLogAudit audit, CancellationToken ct)
    {
        _ = await desk.FindAsync(number, Caller.Of(context.User).ToActor(), ct) ?? throw new CaseNotFoundException(number);
        var result = await audit.VerifyAsync(ct);
        return new CaseAuditView(result.IsWhole, result.Entries, result.FirstBroken?.Position);
    }

    private static CaseDetailView Tagged(CaseDetail found, City city, HttpContext context)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{found.Version}\"");
        return CaseView.Detail(found, city);
    }

    private static long ExpectedVersion(HttpRequest request) =>
        long.TryParse(request.Headers.IfMatch.ToString().Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException("if_match_required");
}
