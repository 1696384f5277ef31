using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evidence;

/// <summary><c>GET /evidence/{sha256}</c>.</summary>
public static class EvidenceEndpoints
{
    /// <summary>Address of a stored file.</summary>
    public static string Url(string sha256) => $"/api/v1/evidence/{sha256}";

    /// <summary>Adds the resource. With <c>?public=1</c> it is a copy for outside the house, in which people are blurred; there is one of pictures only.</summary>
    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/evidence/{sha256}", async (
            string sha256, string? @public, EvidenceStore store, BlurredCopies copies, HttpResponse response, CancellationToken ct) =>
        {
            var path = (@public == "1" ? await copies.FindAsync(sha256, ct) : store.Find(sha256)) ?? throw ProblemException.NotFound("evidence", sha256);
            // A copy changes when a privacy zone is drawn, an original never.
            response.Headers.CacheControl = @public == "1" ? "private, no-cache" : "private, max-age=31536000, immutable";
            return Results.File(path, await MediaType.OfFileAsync(path, ct), enableRangeProcessing: true);
        }).WithTags("evidence");
}
