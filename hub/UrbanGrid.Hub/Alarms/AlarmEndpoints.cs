using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Alarms;

/// <summary><c>/alarms</c>.</summary>
public static class AlarmEndpoints
{
    private const int MaxNote = 1_000;
    private const int MaxAtOnce = 500;

    /// <summary>Who may say that an alarm has been seen: the operators of the supervision centre (监督中心), and administrators.</summary>
    private static readonly string[] Operators = [RoleKey.Acceptor, RoleKey.ShiftLeader, RoleKey.Admin];

    /// <summary>Adds the resource.</summary>
    public static void MapAlarms(this IEndpointRouteBuilder api)
    {
        var alarms = api.MapGroup("/alarms").WithTags("alarms");
        alarms.MapGet("", ListAsync);
        alarms.MapGet("/counts", (AlarmList list, CancellationToken ct) => list.CountAsync(ct));
        alarms.MapGet("/{id}", async (string id, AlarmRegister register, AlarmDescriber describer, CancellationToken ct) =>
            await describer.DescribeAsync(await register.FindAsync(id, ct) ?? throw ProblemException.NotFound("alarm", id), ct));
        alarms.MapPost("/{id}/acknowledge", async (
                string id, Acknowledgement? input, HttpContext context, AlarmRegister register, AlarmDescriber describer, AlarmFeed feed, CancellationToken ct) =>
            (await AcknowledgeAsync([id], input?.Note, Caller.Of(context.User), register, describer, feed, ct))[0])
            .RequireRole(Operators);
        alarms.MapPost("/acknowledge", async (
                BulkAcknowledgement input, HttpContext context, AlarmRegister register, AlarmDescriber describer, AlarmFeed feed, CancellationToken ct) =>
            new Page<AlarmView>(await AcknowledgeAsync(IdsOf(input), input.Note, Caller.Of(context.User), register, describer, feed, ct), null))
            .RequireRole(Operators);
    }

    private static async Task<Page<AlarmView>> ListAsync(
        string? state, string? severity, string? device, string? model, string? rule, string? q, long? from, long? to, string? cursor, int? limit,
        AlarmList list, AlarmDescriber describer, CancellationToken ct)
    {
        var query = AlarmQuery.Read(
            new AlarmQuery { State = state, Severity = severity, Device = device, Model = model, Rule = rule, Words = q, From = from, To = to },
            cursor, limit);
        var found = await list.ReadAsync(query, ct);
        var page = found.Take(query.Limit).ToList();
        return new Page<AlarmView>(
            await describer.DescribeAsync(page, ct), found.Count > query.Limit ? AlarmQuery.CursorAfter(page[^1]) : null);
    }

    private static async Task<IReadOnlyList<AlarmView>> AcknowledgeAsync(
        IReadOnlyCollection<string> ids, string? note, Caller caller, AlarmRegister register, AlarmDescriber describer, AlarmFeed feed, CancellationToken ct)
    {
        if (note?.Length > MaxNote)
        {
            throw new ProblemException("invalid_value", "note", $"≤ {MaxNote}");
        }

        var written = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        var views = await describer.DescribeAsync(await register.AcknowledgeAsync(ids, caller.DisplayName.Zh, written, ct), ct);
        foreach (var view in views)
        {
            feed.Tell(view);
        }

        return views;
    }

    private static HashSet<string> IdsOf(BulkAcknowledgement input) =>
        input.Ids is { Count: > 0 and <= MaxAtOnce } ids && !ids.Contains(null!)
            ? new HashSet<string>(ids, StringComparer.Ordinal)
            : throw new ProblemException("invalid_value", "ids", $"1..{MaxAtOnce}");
}
