using UrbanGrid.Casework.Notices;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases.Notices;

/// <summary><c>/notices</c>: reminders and overdue notices for whoever asks (到期提醒、超期通知).</summary>
public static class NoticeEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("cases");
        notices.MapGet("", ReadAsync)
            .WithSummary("The newest notices for the caller, and how many they have not seen.");
        notices.MapPost("/seen", (SeenNotices seen, HttpContext context, NoticeDesk desk, CancellationToken ct) =>
                desk.SeenAsync(Caller.Of(context.User).ToActor(), seen.UpTo, ct))
            .WithSummary("The caller has seen every notice up to this one.");
    }

    private static async Task<NoticesView> ReadAsync(HttpContext context, NoticeDesk desk, CancellationToken ct)
    {
        var read = await desk.ReadAsync(Caller.Of(context.User).ToActor(), ct);
        return new NoticesView([.. read.Items.Select(NoticeView.Of)], read.Unseen);
    }

    /// <summary>Body of <c>POST /notices/seen</c>.</summary>
    /// <param name="UpTo">Id of the newest notice that was shown.</param>
    public sealed record SeenNotices(long UpTo);
}
