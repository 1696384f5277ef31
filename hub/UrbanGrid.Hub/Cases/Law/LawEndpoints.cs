using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases.Law;

/// <summary><c>/casework/law</c>.</summary>
public static class LawEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapLaw(this IEndpointRouteBuilder api) =>
        api.MapGet("/casework/law", (CaseLaw law) => new LawView([.. CaseStates.All.Select(State)], [.. law.Rows.Select(Row)])).WithTags("cases");

    private static LawStateView State(CaseState state) => new(state.Key, state.Name, state.IsOpen, state.StageLimit?.ToText());

    private static LawRowView Row(LawRow row) => new()
    {
        Action = new Named(row.Action, CaseActions.NameOf(row.Action)),
        From = row.From,
        To = row.To,
        Roles = [.. row.Roles.Select(role => new Named(role, Roles.NameOf(role)))],
        Kind = CaseView.KindOf(row.Kind),
        OwnDepartment = row.OwnDepartment,
        Guards = [.. row.Guards.Select(guard => new LawGuardView(guard.Code, guard.Text))],
        Results = row.Results,
        Needs = row.Needs,
        Optional = row.Optional,
        Asks = Request(row.Asks),
        Answers = Request(row.Answers),
        Clock = Word(row.Clock),
        Clause = row.Clause,
    };

    private static Named? Request(string? key) => key is null ? null : new Named(key, CaseRequests.All[key]);

    private static string Word(ClockEffect clock) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(clock.ToString());
}
