using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Files;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Catalogue;

/// <summary><c>/catalogue</c> for everybody who is signed in: what is in force, and what was.</summary>
public static class CatalogueEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        var catalogue = api.MapGroup("/catalogue").WithTags("catalogue");
        catalogue.MapGet("/components", (CaseCatalogue inForce) => Rows(inForce.Components))
            .WithSummary("Component classes that something can be filed under now.");
        catalogue.MapGet("/events", (CaseCatalogue inForce) => Rows(inForce.Events))
            .WithSummary("Event classes that something can be filed under now.");
        catalogue.MapGet("/schemes", () => CodeScheme.All.Select(s => new Named(s.Key, s.Name)).ToList());
        catalogue.MapGet("/meaning", Meaning)
            .WithSummary("The class in force that a code of another scheme means, e.g. of a hotline.");
        catalogue.MapGet("/current", async (CatalogueVersions versions, CancellationToken ct) => await versions.ReadAsync(null, ct))
            .WithSummary("The version in force with all its classes.");
        catalogue.MapGet("/versions", (CatalogueVersions versions, CancellationToken ct) => versions.ListAsync(ct))
            .WithSummary("Every version, the newest first.");
        catalogue.MapGet("/versions/{id:long}", (long id, CatalogueVersions versions, CancellationToken ct) => versions.ReadAsync(id, ct));
        catalogue.MapGet("/versions/{id:long}/changes", (long id, long? against, Casework.Catalogue.Versions.CatalogueDesk desk, CancellationToken ct) =>
                desk.DiffAsync(id, against, ct))
            .WithSummary("In what a version differs from another; without 'against', from the one in force before it.");
        catalogue.MapGet("/versions/{id:long}/files/{name}", FileAsync).Produces(StatusCodes.Status200OK, contentType: "text/csv");
        catalogue.MapCatalogueEditing();
    }

    private static List<CategoryRow> Rows(IEnumerable<CategoryClass> classes) =>
        [.. classes.Where(c => !c.IsOff).Select(c => new CategoryRow(
            c.Code, c.Name, c.Major, [.. c.Conditions.Select(f => new ConditionRow(f.Key, f.Name, f.Limit.ToText(), f.Closing))]))];

    private static ClassView Meaning(string? scheme, string? code, CaseCatalogue inForce)
    {
        var from = CodeScheme.Find(scheme) ?? throw new ProblemException("invalid_value", "scheme", string.Join(" | ", CodeScheme.All));
        return inForce.Find(code ?? throw new ProblemException("missing_value", "code"), from) is { } found
            ? ClassView.Of(found)
            : throw ProblemException.NotFound("class", code);
    }

    private static async Task<IResult> FileAsync(
        long id, string name, Casework.Catalogue.Versions.CatalogueDesk desk, CancellationToken ct) =>
        CatalogueFileWriter.Write(name, (await desk.ReadAsync(id, ct)).Catalogue) is { } bytes
            ? Results.File(bytes, "text/csv; charset=utf-8", name)
            : throw ProblemException.NotFound("catalogue file", name);
}
