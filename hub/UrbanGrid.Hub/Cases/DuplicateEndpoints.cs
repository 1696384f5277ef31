using Microsoft.AspNetCore.Mvc;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Duplicates;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>
/// Open cases that may tell of the same: <c>/cases/{number}/duplicates</c> for a case, <c>/cases/duplicates</c> before a report is sent,
/// and <c>/cases/{number}/repeats</c> for a report that joins one of them.
/// </summary>
public static class DuplicateEndpoints
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";

    /// <summary>Adds the resources.</summary>
    public static void MapDuplicates(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("/{number}/duplicates", async (string number, DuplicateFinder finder, CancellationToken ct) =>
            Page(await finder.OfCaseAsync(number, ct)));
        cases.MapGet("/duplicates", AroundAsync).WithSummary("Open cases of the class around a place, before the same is reported again.");
        cases.MapPost("/{number}/repeats", RepeatAsync).RequireRole(RoleKey.Collector, RoleKey.Acceptor)
            .Accepts<RepeatInput>(Json, Form).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(CasePictures.MostBytes))
            .WithSummary("Keeps a report with an open case that tells of the same, instead of making another.");
    }

    private static async Task<Page<KnownCaseView>> AroundAsync(
        string? category, double? lat, double? lon, string? componentCode, DuplicateFinder finder, CaseCatalogue catalogue, CancellationToken ct)
    {
        var wanted = new WhatAndWhere(
            category is null ? throw new ProblemException("missing_value", "category")
                : catalogue.Find(category) is not null ? category : throw new ProblemException("invalid_value", "category", "GB/T 30428.2"),
            lat ?? throw new ProblemException("missing_value", "lat"),
            lon ?? throw new ProblemException("missing_value", "lon"),
            string.IsNullOrWhiteSpace(componentCode) ? null : componentCode.Trim());
        return Page(await finder.AroundAsync(wanted, ct));
    }

    private static async Task<CaseDetailView> RepeatAsync(
        string number, HttpContext context, CaseDesk desk, CaseAnswer answer, CasePictures pictures, CancellationToken ct)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : null;
        var input = form is not null
            ? new RepeatInput(form["description"].ToString())
            : await JsonBody.ReadAsync<RepeatInput>(context.Request, ct) ?? throw new ProblemException("unsupported_media");
        var caller = Caller.Of(context.User);
        var report = new RepeatedReport
        {
            SourceKey = $"hand:{Guid.NewGuid():N}",
            Source = CaseReports.SourceOf(caller),
            Description = CaseReports.DescriptionOf(input.Description),
        };

        // A refused report must leave no pictures behind.
        _ = await desk.FindAsync(number, caller.ToActor(), ct) ?? throw new CaseNotFoundException(number);
        var evidence = form is null ? [] : await pictures.ReadAsync(form.Files, ct);
        return await answer.OfAsync(await desk.RepeatAsync(number, report with { Evidence = evidence }, caller.ToActor(), ct), context, ct);
    }

    private static Page<KnownCaseView> Page(IReadOnlyList<KnownCase> known) => new([.. known.Select(CaseView.Known)], null);
}
