using System.Globalization;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Cases;

/// <summary>Steps of a case and the pictures they stand on: <c>POST /cases/{number}/actions/{action}</c> and <c>…/evidence</c>.</summary>
public static class CaseSteps
{
    private const string StepField = "step";

    /// <summary>
    /// Takes a step: a <see cref="CaseStep"/> as JSON, or a form with that JSON in the field <c>step</c> and pictures in fields
    /// named after their stage, so that step and pictures are one entry of the log.
    /// </summary>
    public static async Task<CaseDetailView> ActAsync(
        string number, string action, HttpContext context, CaseDesk desk, CaseAnswer answer, CasePeople people, CasePictures pictures, CancellationToken ct)
    {
        var expected = ExpectedVersion(context.Request);
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : null;
        // A step that asks for nothing needs no body.
        var step = (form is null ? await JsonBody.ReadAsync<CaseStep>(context.Request, ct) : JsonBody.Parse<CaseStep>(form[StepField].ToString())) ?? new CaseStep();
        var actor = Caller.Of(context.User).ToActor();
        var input = step.ToInput([]);
        var department = input.Handler is null ? null : (await FindAsync(desk, number, actor, ct)).Department?.Code;
        await people.RequireAsync(input, department, ct);
        if (form is not null)
        {
            input = input with { Evidence = await pictures.ReadAsync(form.Files, ct) };
        }

        try
        {
            return await answer.OfAsync(await desk.ActAsync(number, action, input, actor, expected, ct), context, ct);
        }
        catch (CaseChangedException lost)
        {
            throw CaseAnswer.Changed(lost, await desk.FindAsync(number, actor, ct));
        }
    }

    /// <summary>Adds one picture to an open case without moving it.</summary>
    public static async Task<CaseDetailView> AddEvidenceAsync(
        string number, HttpContext context, CaseDesk desk, CaseAnswer answer, CasePictures pictures, CancellationToken ct)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : throw new ProblemException("unsupported_media");
        var stage = CasePictures.Known(form["stage"].ToString());
        var picture = await UploadedPicture.ReadAsync(form.Files.GetFile("file"), ct);
        var link = await pictures.SaveAsync(picture, stage, ct);
        var changed = await desk.AddEvidenceAsync(number, [link], Caller.Of(context.User).ToActor(), expectedVersion: null, ct);
        return await answer.OfAsync(changed, context, ct);
    }

    private static async Task<CaseDetail> FindAsync(CaseDesk desk, string number, Actor actor, CancellationToken cancellationToken) =>
        await desk.FindAsync(number, actor, cancellationToken) ?? throw new CaseNotFoundException(number);

    private static long ExpectedVersion(HttpRequest request) =>
        long.TryParse(request.Headers.IfMatch.ToString().Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException("if_match_required");
}
