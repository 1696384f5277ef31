using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary><c>/incidents</c>.</summary>
public static class IncidentEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("incidents");
        incidents.MapGet("", ListAsync);
        incidents.MapGet("/reject-reasons", () => Label.All("reject_reason"));
        incidents.MapGet("/{id:long}", async (long id, IncidentBook book, IncidentDescriber describer, CancellationToken ct) =>
            await describer.DescribeAsync(await book.FindAsync(id, ct) ?? throw ProblemException.NotFound("incident", id), ct));
        incidents.MapGet("/{id:long}/evidence-audit", async (long id, IncidentBook book, EvidenceAudit audit, CancellationToken ct) =>
        {
            _ = await book.FindAsync(id, ct) ?? throw ProblemException.NotFound("incident", id);
            var found = await audit.VerifyAsync(id, ct);
            return new EvidenceAuditView(found.FirstBroken is null, found.Links, found.FirstBroken?.Position, found.FirstBroken?.Reason);
        });
        incidents.MapGet("/{id:long}/duplicates", async (long id, IncidentBook book, KnownCases known, CancellationToken ct) =>
        {
            var incident = await book.FindAsync(id, ct) ?? throw ProblemException.NotFound("incident", id);
            return new Page<KnownCaseView>([.. (await known.OfAsync(incident, ct)).Select(CaseView.Known)], null);
        });
        incidents.MapPost("/{id:long}/confirm", async (
                long id, Confirmation? input, HttpContext context, TriageDesk desk, IncidentDescriber describer, CancellationToken ct) =>
            await describer.DescribeAsync(await desk.ConfirmAsync(id, input?.Note, Joined(input), Caller.Of(context.User), ct), ct))
            .RequireRole(RoleKey.Acceptor);
        incidents.MapPost("/{id:long}/reject", async (
                long id, Rejection? input, HttpContext context, TriageDesk desk, IncidentDescriber describer, CancellationToken ct) =>
            await describer.DescribeAsync(await desk.RejectAsync(id, input?.Reason, input?.Note, Caller.Of(context.User), ct), ct))
            .RequireRole(RoleKey.Acceptor);
    }

    private static string? Joined(Confirmation? input) => string.IsNullOrWhiteSpace(input?.JoinCase) ? null : input.JoinCase.Trim();

    private static async Task<Page<IncidentView>> ListAsync(
        string[]? state, string? cursor, int? limit, IncidentBook book, IncidentDescriber describer, CancellationToken ct)
    {
        var page = PageRequest.Read(cursor, limit);
        var found = await book.ListAsync([.. (state ?? []).Select(StateOf)], page.Offset, page.Limit + 1, ct);
        return page.Of(await describer.DescribeAsync(found, ct));
    }

    private static IncidentState StateOf(string text) =>
        Enum.TryParse<IncidentState>(text, ignoreCase: true, out var state) && char.IsAsciiLetter(text[0])
            ? state
            : throw new ProblemException("invalid_value", "state", "open | confirmed | rejected | cleared");
}
