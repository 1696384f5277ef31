using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Precision;

/// <summary>
/// How often alarms were right, over the last verdicts of each category and of each device and rule. A duplicate counts
/// neither way: the alarm was right, but somebody knew already.
/// </summary>
public sealed class PrecisionBoard(VerdictMemory memory, LearningSettings settings)
{
    /// <summary>Points of the course of a precision.</summary>
    private const int CoursePoints = 20;

    /// <summary>Standard deviations of the lower bound that is told: one chance in ten that the precision is lower.</summary>
    private const double BoundDeviations = 1.2816;

    /// <summary>Everything, the worst first.</summary>
    public Task<PrecisionReport> ReportAsync(CancellationToken cancellationToken) =>
        memory.ReadAsync(
            (verdicts, _) =>
            {
                var counting = verdicts.Where(v => v.Counts).ToList();
                return new PrecisionReport(
                    [.. counting.Where(v => v.Category.Length > 0).GroupBy(v => v.Category)
                        .Select(g => new CategoryPrecision(g.Key, FiguresOf([.. g]))).OrderBy(c => c.Figures.Share)],
                    [.. counting.GroupBy(v => (v.Facts.DeviceId, v.Facts.Rule))
                        .Select(g => new DevicePrecision(g.Key.DeviceId, g.Key.Rule, FiguresOf([.. g]))).OrderBy(d => d.Figures.Share)]);
            },
            cancellationToken);

    /// <summary>The figures of verdicts in the order of the decisions.</summary>
    internal PrecisionFigures FiguresOf(IReadOnlyList<Verdict> verdicts)
    {
        var window = verdicts.TakeLast(settings.PrecisionWindow).ToList();
        var tally = Tallied(window);
        var size = Math.Max(1, (int)Math.Ceiling(window.Count / (double)CoursePoints));
        return new PrecisionFigures(
            tally.Confirmed,
            tally.Of,
            tally.Share ?? 0,
            Math.Round(tally.Bound(BoundDeviations), 3),
            [.. window.Chunk(size).Select(chunk => Math.Round(Tallied(chunk).Share ?? 0, 3))],
            [.. window.Where(v => !v.Confirmed && v.Reason is not null).GroupBy(v => v.Reason!)
                .Select(g => new RejectionCount(g.Key, g.Count())).OrderByDescending(r => r.Count)],
            window.Count == 0 ? null : window[^1].At);
    }

    private static Tally Tallied(IEnumerable<Verdict> verdicts) => verdicts.Aggregate(default(Tally), (tally, v) => tally.With(v.Confirmed));
}

/// <summary>Precisions of everything.</summary>
public sealed record PrecisionReport(IReadOnlyList<CategoryPrecision> Categories, IReadOnlyList<DevicePrecision> Devices);

/// <summary>Precision of a category.</summary>
public sealed record CategoryPrecision(string Category, PrecisionFigures Figures);

/// <summary>Precision of one device under one rule.</summary>
public sealed record DevicePrecision(string DeviceId, string Rule, PrecisionFigures Figures);

/// <summary>How often alarms were right.</summary>
/// <param name="Confirmed">Right ones among the last verdicts.</param>
/// <param name="Of">The last verdicts, at most 200.</param>
/// <param name="Share">Precision, 0..1.</param>
/// <param name="AtLeast">What the precision is at least, with nine chances in ten.</param>
/// <param name="Course">Precision of equal parts of the verdicts, oldest first.</param>
/// <param name="Rejections">Why they were rejected, the most frequent reason first.</param>
/// <param name="LastAt">When the last verdict was given, Unix ms.</param>
public sealed record PrecisionFigures(
    int Confirmed, int Of, double Share, double AtLeast, IReadOnlyList<double> Course, IReadOnlyList<RejectionCount> Rejections, long? LastAt);

/// <summary>How often a reason was given.</summary>
public sealed record RejectionCount(string Reason, int Count);
