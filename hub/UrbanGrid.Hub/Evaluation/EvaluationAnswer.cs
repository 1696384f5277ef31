using UrbanGrid.Casework;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evaluation;

/// <summary>Evaluates what an address asks for, and gives people their names.</summary>
public sealed class EvaluationAnswer(EvaluationDesk desk, CityRegister cities, CasePeople people)
{
    /// <summary>What the address asks for.</summary>
    /// <exception cref="ProblemException">It cannot be read.</exception>
    public async Task<EvaluationQuery> QueryAsync(string kind, EvaluationAddress address, CancellationToken cancellationToken)
    {
        if (EvaluatedKind.All.All(known => known.Key != kind))
        {
            throw ProblemException.NotFound("evaluation", kind);
        }

        var period = await EvaluationPeriod.ReadAsync(address.From, address.To, cities, cancellationToken);
        var query = new EvaluationQuery(kind, period.First, period.After) { Scheme = address.Scheme };
        return address.Level is { } level ? query with { Level = level } : query;
    }

    /// <summary>The evaluation.</summary>
    public async Task<EvaluationView> OfAsync(string kind, EvaluationAddress address, CancellationToken cancellationToken)
    {
        var query = await QueryAsync(kind, address, cancellationToken);
        var report = await desk.EvaluateAsync(query, cancellationToken);
        var names = report.Kind.IsPost
            ? await people.NamesAsync(report.Rows.Select(row => row.Subject.Code), cancellationToken)
            : null;
        return new EvaluationView(
            new Named(kind, report.Kind.Name), kind == EvaluatedKind.Regions ? query.Level : null, query.From, query.To,
            new SchemeName(report.Scheme.Id, report.Scheme.Name, report.Scheme.IsStandard), report.Kind.Counts, report.Rates, report.Kind.Untold,
            [
                .. report.Rows.Select(row => EvaluationRowView.Of(
                    row, names?[row.Subject.Code] ?? new Named(row.Subject.Code, new LocalText(row.Subject.Zh, row.Subject.En)))),
            ]);
    }
}

/// <summary>Query of an evaluation's address.</summary>
/// <param name="From">First day, yyyy-MM-dd.</param>
/// <param name="To">Last day, yyyy-MM-dd.</param>
/// <param name="Level">For areas, their kind.</param>
/// <param name="Scheme">Id of the scheme; left out: the one in use.</param>
public sealed record EvaluationAddress(string? From, string? To, string? Level, string? Scheme);
