using System.Globalization;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases;

/// <summary>Answers with a case: its view with the names of people and places, its version as ETag.</summary>
public sealed class CaseAnswer(CityRegister cities, CasePeople people)
{
    /// <summary>The case as it is shown; the ETag is set.</summary>
    public async Task<CaseDetailView> OfAsync(CaseDetail found, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{found.Version}\"");
        var names = await people.NamesAsync([found.Standing.Handler, found.Standing.TaskCollector], cancellationToken);
        return CaseView.Detail(found, await cities.CurrentAsync(cancellationToken), names);
    }

    /// <summary>Refusal of a step that somebody else was faster than: it says who did what.</summary>
    public static ProblemException Changed(CaseChangedException lost, CaseDetail? now)
    {
        var last = now?.Log.Count > 0 ? CaseView.Entry(now.Log[^1]) : null;
        return new ProblemException("case_changed")
        {
            Detail = last is null ? lost.Text : new Casework.LocalText(
                $"案件刚被{last.Actor.Zh}更新（{last.Action.Name.Zh}），请刷新后再操作。",
                $"{last.Actor.En} has just changed the case ({last.Action.Name.En}). Read it again, then act."),
        }.With("version", now?.Version ?? lost.CurrentVersion).With("last", last);
    }
}
