using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Analysis;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Evaluation;

/// <summary><c>/evaluation/trend</c>, <c>/rhythm</c>, <c>/hotspots</c>, <c>/recurrence</c>: when, where and how often things happen (统计分析).</summary>
public static class AnalysisEndpoints
{
    private const int UsualCell = 200;
    private static readonly RecurrenceTerms Usual = new();
    private static readonly string[] TrendCounts = ["reported", "filed", "should_close", "closed", "closed_in_time"];

    /// <summary>Adds the resources.</summary>
    public static void MapAnalysis(this IEndpointRouteBuilder evaluation)
    {
        evaluation.MapGet("/trend", TrendAsync)
            .WithSummary("The course of counts by day, week or month: of a kind (regions), of one of its objects (subject) or of all together; counts by key, separated by commas.")
            .RequireRole(EvaluationEndpoints.Readers);
        evaluation.MapGet("/rhythm", async ([AsParameters] AnalysisAddress address, AnalysisDesk desk, CityRegister cities, CancellationToken ct) =>
                await desk.RhythmAsync(await address.ReadAsync(cities, ct), ct))
            .WithSummary("Problems by weekday and hour, and by month of the year.")
            .RequireRole(EvaluationEndpoints.Readers);
        evaluation.MapGet("/hotspots", HotSpotsAsync)
            .WithSummary("The squares of ground with most problems; cell is the length of a side in metres.")
            .RequireRole(EvaluationEndpoints.Readers);
        evaluation.MapGet("/recurrence", RecurrenceAsync)
            .WithSummary("Places at which the same class comes back at least so many times within so many days, with what would help.")
            .RequireRole(EvaluationEndpoints.Readers);
    }

    private static async Task<Trend> TrendAsync(
        [AsParameters] EvaluationAddress address, string? kind, string? subject, string? step, string? counts,
        EvaluationAnswer answer, AnalysisDesk desk, CancellationToken ct)
    {
        var query = await answer.QueryAsync(kind ?? EvaluatedKind.Regions, address, ct);
        var length = step switch
        {
            null or "day" => TrendStep.Day,
            "week" => TrendStep.Week,
            "month" => TrendStep.Month,
            _ => throw new ProblemException("invalid_value", "step", "day, week, month"),
        };
        var keys = counts?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? TrendCounts;
        return await desk.TrendAsync(query, subject, keys, length, ct);
    }

    private static async Task<HotSpotsView> HotSpotsAsync(
        [AsParameters] AnalysisAddress address, int? cell, AnalysisDesk desk, CityRegister cities, CancellationToken ct)
    {
        var spots = await desk.HotSpotsAsync(await address.ReadAsync(cities, ct), cell ?? UsualCell, ct);
        return new HotSpotsView(spots.CellM, spots.Total,
            [.. spots.Spots.Select(s => new HotSpotView([s.West, s.South, s.East, s.North], s.Count, s.Density, NamedOf(s.Main), s.MainCount))]);
    }

    private static async Task<RecurrenceView> RecurrenceAsync(
        [AsParameters] AnalysisAddress address, int? times, int? days, AnalysisDesk desk, CityRegister cities, CancellationToken ct)
    {
        var found = await desk.RecurrenceAsync(await address.ReadAsync(cities, ct), new RecurrenceTerms(times ?? Usual.Times, days ?? Usual.Days), ct);
        return new RecurrenceView(found.Total,
        [
            .. found.Places.Select(p => new RecurringPlaceView(
                NamedOf(p.Category), p.ComponentCode, p.Address, p.Lat, p.Lon, p.Grid, p.Count, p.MostInDays, p.First, p.Last, p.Peak, p.Cases, p.Suggestions)),
        ]);
    }

    private static Named NamedOf(NamedCode code) => new(code.Code, new LocalText(code.Zh, code.En));
}

/// <summary>Query of an analysis' address.</summary>
/// <param name="From">First day, yyyy-MM-dd.</param>
/// <param name="To">Last day, yyyy-MM-dd.</param>
/// <param name="Category">Code of a class or its beginning.</param>
public sealed record AnalysisAddress(string? From, string? To, string? Category)
{
    /// <summary>The problems it asks for.</summary>
    /// <exception cref="ProblemException">A day is missing or is none.</exception>
    public async Task<AnalysisQuery> ReadAsync(CityRegister cities, CancellationToken cancellationToken)
    {
        var period = await EvaluationPeriod.ReadAsync(From, To, cities, cancellationToken);
        return new AnalysisQuery(period.First, period.After, Category);
    }
}

/// <summary>Answer of <c>GET /evaluation/hotspots</c>.</summary>
/// <param name="CellM">Length of a side, metres.</param>
/// <param name="Total">Problems in the period.</param>
/// <param name="Spots">The densest squares.</param>
public sealed record HotSpotsView(int CellM, int Total, IReadOnlyList<HotSpotView> Spots);

/// <summary>One square.</summary>
/// <param name="Bounds">West, south, east, north, WGS-84 degrees.</param>
/// <param name="Count">Problems.</param>
/// <param name="Density">Problems per square kilometre.</param>
/// <param name="Main">The class most of them are of.</param>
/// <param name="MainCount">How many of them.</param>
public sealed record HotSpotView(double[] Bounds, int Count, double Density, Named Main, int MainCount);

/// <summary>Answer of <c>GET /evaluation/recurrence</c>.</summary>
/// <param name="Total">Places.</param>
/// <param name="Places">The worst of them.</param>
public sealed record RecurrenceView(int Total, IReadOnlyList<RecurringPlaceView> Places);

/// <summary>One place; the members are those of <see cref="RecurringPlace"/>.</summary>
public sealed record RecurringPlaceView(
    Named Category, string? ComponentCode, LocalText Address, double Lat, double Lon, string? Grid, int Count, int MostInDays, long First, long Last,
    PeakHours Peak, IReadOnlyList<string> Cases, IReadOnlyList<Suggestion> Suggestions);
