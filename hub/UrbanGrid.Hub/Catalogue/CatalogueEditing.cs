using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue.Files;
using UrbanGrid.Casework.Catalogue.Uses;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Catalogue;

/// <summary>Body of <c>POST /catalogue/versions</c>.</summary>
/// <param name="From">Version to begin with; null takes the one in force.</param>
/// <param name="Standard">Scheme whose table of this product is put under what is the city's own; null: none.</param>
/// <param name="Note">What it is for.</param>
public sealed record DraftInput(long? From, string? Standard, string? Note);

/// <summary>Body of <c>PUT /catalogue/versions/{id}</c>.</summary>
public sealed record NoteInput(string? Note);

/// <summary>Body of <c>PUT …/classes/{kind}/{digits}</c>; its members are those of <see cref="ClassOrder"/>.</summary>
public sealed record ClassInput(LocalText? Major, LocalText? Name, bool? Off, List<ConditionOrder?>? Conditions);

/// <summary>Body of <c>POST …/publish</c>.</summary>
/// <param name="From">Unix ms from which it is in force; null: now.</param>
public sealed record PublishInput(long? From);

/// <summary><c>/catalogue/versions</c> for administrators: drafts, their classes and files, and publication.</summary>
public static class CatalogueEditing
{
    private const long MaxFile = 10L << 20;

    /// <summary>Adds the resources to the group of the catalogue.</summary>
    public static void MapCatalogueEditing(this IEndpointRouteBuilder catalogue)
    {
        var versions = catalogue.MapGroup("/versions").RequireRole(RoleKey.Admin);
        versions.MapPost("", BeginAsync).WithSummary("Begins a draft from a version, or from a standard's table with what is the city's own.");
        var one = versions.MapGroup("/{id:long}");
        one.MapPut("", async (long id, NoteInput input, HttpContext context, CatalogueDesk desk, CancellationToken ct) =>
            VersionView.Of(await desk.SetNoteAsync(id, input.Note, Expected(context), By(context), ct)));
        one.MapDelete("", async (long id, HttpContext context, CatalogueDesk desk, CancellationToken ct) =>
        {
            await desk.DeleteAsync(id, By(context), ct);
            return Results.NoContent();
        });
        one.MapPut("/classes/{kind}/{digits}", SetClassAsync).WithSummary("Puts a class into a draft; If-Match carries the revision that was seen.");
        one.MapDelete("/classes/{kind}/{digits}", async (long id, string kind, string digits, HttpContext context, CatalogueDesk desk, CancellationToken ct) =>
            VersionView.Of(await desk.RemoveClassAsync(id, $"{kind}/{digits}", Expected(context), By(context), ct)));
        one.MapPost("/import", ImportAsync).DisableAntiforgery().Accepts<IFormFileCollection>("multipart/form-data")
            .WithSummary("Puts classes.csv, conditions.csv or both into a draft, all or nothing; dryRun=true only reports.");
        one.MapGet("/uses", (long id, long? from, CatalogueDesk desk, CancellationToken ct) => desk.LostAsync(id, from, ct))
            .WithSummary("What would lose its class if the draft came into force.");
        one.MapPost("/publish", async (long id, PublishInput? input, HttpContext context, CatalogueDesk desk, CancellationToken ct) =>
            VersionView.Of(await desk.PublishAsync(id, input?.From, Expected(context), By(context), ct)));
        one.MapPost("/take-back", async (long id, HttpContext context, CatalogueDesk desk, CancellationToken ct) =>
            VersionView.Of(await desk.TakeBackAsync(id, Expected(context), By(context), ct)));
    }

    private static async Task<DraftView> BeginAsync(DraftInput? input, HttpContext context, CatalogueDesk desk, CancellationToken ct)
    {
        var (draft, left) = await desk.BeginAsync(input?.From, input?.Standard, input?.Note, By(context), ct);
        return new DraftView(VersionView.Of(draft), [.. left.Select(ClassView.Of)]);
    }

    private static async Task<VersionView> SetClassAsync(
        long id, string kind, string digits, ClassInput input, HttpContext context, CatalogueDesk desk, CancellationToken ct)
    {
        var conditions = input.Conditions?.ConvertAll(c => c ?? throw new ProblemException("invalid_value", "conditions", "{ key, name, limit, unit, closing }"));
        var order = new ClassOrder($"{kind}/{digits}", input.Major, input.Name, input.Off ?? false, conditions);
        return VersionView.Of(await desk.SetClassAsync(id, order, Expected(context), By(context), ct));
    }

    private static async Task<CatalogueImportReport> ImportAsync(
        long id, bool? dryRun, HttpContext context, CatalogueDesk desk, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new ProblemException("unsupported_media");
        }

        var files = new Dictionary<string, byte[]>();
        foreach (var file in (await context.Request.ReadFormAsync(ct)).Files)
        {
            var name = CatalogueFileNames.All.FirstOrDefault(f => f.Equals(Path.GetFileName(file.FileName), StringComparison.OrdinalIgnoreCase))
                ?? throw new ProblemException("not_a_catalogue_file", file.FileName, string.Join(", ", CatalogueFileNames.All));
            if (file.Length > MaxFile)
            {
                throw new ProblemException("body_too_large");
            }

            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, ct);
            files[name] = bytes.ToArray();
        }

        if (files.Count == 0)
        {
            throw new ProblemException("missing_value", "file");
        }

        var report = await desk.ImportAsync(id, files, dryRun == true, Expected(context), By(context), ct);
        return dryRun == true || report.Imported
            ? report
            : throw new ProblemException("catalogue_files_refused", report.ErrorCount).With("report", report);
    }

    private static Casework.Actors.Actor By(HttpContext context) => Caller.Of(context.User).ToActor();

    /// <summary>The revision of the draft that was seen; none does not compare.</summary>
    private static long? Expected(HttpContext context) =>
        context.Request.Headers.IfMatch.ToString().Trim().Trim('"') is not { Length: > 0 } tag ? null
        : long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision
        : throw new ProblemException("invalid_value", "If-Match", "\"1\"");
}
