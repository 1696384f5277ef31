using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>
/// Body of <c>POST /cases</c>. As a form (multipart/form-data) it takes the same fields, and pictures in the fields
/// <c>report</c>, <c>before</c> and <c>handling</c>; what a collector solved on the spot (自处置) needs the last two.
/// </summary>
public sealed record NewCase(
    string? Category, string? Condition, double? Lat, double? Lon, string? Description, string? ComponentCode, bool? SelfHandled = null, string? Scheme = null);

/// <summary><c>POST /cases</c>: reports by hand.</summary>
public static class CaseReports
{
    private const int MaxDescription = 2_000;

    /// <summary>Takes a report, with pictures or without.</summary>
    public static async Task<CaseDetailView> ReportAsync(
        HttpContext context, CaseDesk desk, CaseAnswer answer, CasePictures pictures, CancellationToken ct)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : null;
        var input = form is not null
            ? Read(form)
            : await JsonBody.ReadAsync<NewCase>(context.Request, ct) ?? throw new ProblemException("unsupported_media");
        var caller = Caller.Of(context.User);
        if (input.SelfHandled == true && !caller.Roles.Contains(RoleKey.Collector))
        {
            throw new ProblemException("wrong_role", Label.Of("role", RoleKey.Collector).Name);
        }

        var report = ReportOf(input, caller);
        var evidence = form is null ? [] : await pictures.ReadAsync(form.Files, ct);
        return await answer.OfAsync(await desk.ReportAsync(report with { Evidence = evidence }, caller.ToActor(), accept: false, ct), context, ct);
    }

    /// <summary>Where a report by hand comes from: the collector who makes it, or the public that somebody speaks for.</summary>
    internal static ReportSource SourceOf(Caller caller) =>
        caller.Roles.Contains(RoleKey.Collector) ? ReportSource.Collector : ReportSource.Public;

    /// <summary>What was typed, if it can be taken.</summary>
    internal static LocalText DescriptionOf(string? typed) => typed?.Trim() is { Length: > 0 and <= MaxDescription } text
        ? new LocalText(text, text)
        : throw new ProblemException("invalid_value", "description", $"1..{MaxDescription}");

    private static CaseReport ReportOf(NewCase input, Caller caller)
    {
        return new CaseReport
        {
            SourceKey = $"hand:{Guid.NewGuid():N}",
            Source = SourceOf(caller),
            Category = input.Category ?? throw new ProblemException("missing_value", "category"),
            Scheme = input.Scheme,
            Condition = input.Condition,
            Lat = input.Lat ?? throw new ProblemException("missing_value", "lat"),
            Lon = input.Lon ?? throw new ProblemException("missing_value", "lon"),
            ComponentCode = input.ComponentCode,
            Description = DescriptionOf(input.Description),
            SelfHandled = input.SelfHandled ?? false,
        };
    }

    private static NewCase Read(IFormCollection form)
    {
        return new NewCase(
            Text("category"), Text("condition"), Degrees("lat"), Degrees("lon"), Text("description"), Text("componentCode"),
            Text("selfHandled") switch { null or "false" => false, "true" => true, _ => throw new ProblemException("invalid_value", "selfHandled", "true | false") },
            Text("scheme"));

        string? Text(string field) => form[field].ToString() is { Length: > 0 } text ? text : null;

        double? Degrees(string field) => Text(field) is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : throw new ProblemException("invalid_value", field, "WGS-84");
    }
}
