using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Setup;

namespace UrbanGrid.Hub.Map.Importing;

/// <summary><c>/city/import</c> and <c>/city/files</c>: the city's files, taken over as a whole or not at all, and given back.</summary>
public static class CityImportEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapCityFiles(this IEndpointRouteBuilder api)
    {
        var city = api.MapGroup("/city").WithTags("map");
        city.MapPost("/import", ImportAsync).RequireRole(RoleKey.Admin).DisableAntiforgery()
            .Accepts<IFormFileCollection>("multipart/form-data").Produces<CityImportReport>()
            .WithSummary("Replaces some of the city's files if the whole still fits together; dryRun=true only reports.");
        city.MapGet("/files", () => CityFileNames.All).RequireRole(RoleKey.Admin);
        city.MapGet("/files/{name}", ExportAsync).RequireRole(RoleKey.Admin).Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    private static async Task<CityImportReport> ImportAsync(
        bool? dryRun, CityImport import, HubOptions options, ILogger<CityImport> logger, HttpContext context, CancellationToken ct)
    {
        using var upload = await CityUpload.ReadAsync(context, options.PathOf("city-imports"), ct);
        var report = await import.MergeAsync(upload.Folder, dryRun == true, Caller.Of(context.User).ToActor(), ct);
        if (report.Imported)
        {
            logger.LogInformation("Audit: {User} imported {Files}", Caller.Of(context.User).User, string.Join(", ", report.Files));
        }

        return dryRun == true || report.Imported
            ? report
            : throw new ProblemException("city_refused", report.ErrorCount).With("report", report);
    }

    private static async Task<IResult> ExportAsync(string name, CityExport export, CancellationToken ct)
    {
        var stored = await export.ReadAsync(ct);
        return stored.Files.TryGetValue(name, out var bytes)
            ? Results.File(bytes(), name.EndsWith(".csv", StringComparison.Ordinal) ? "text/csv; charset=utf-8" : "application/geo+json", name)
            : throw ProblemException.NotFound("city file", name);
    }
}
