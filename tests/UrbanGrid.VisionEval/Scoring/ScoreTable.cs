using UrbanGrid.VisionEval.Labels;

namespace UrbanGrid.VisionEval.Scoring;

/// <summary>The figures of one class over some clips.</summary>
/// <param name="Class">The class.</param>
/// <param name="Events">Events that the labels demand.</param>
/// <param name="Hits">Of these, reported.</param>
/// <param name="FalseAlarms">Alarms of no event, and repeats.</param>
/// <param name="Doubles">Of these, repeats.</param>
/// <param name="Precision">Hits against hits and false alarms, 0..1; null where there was no alarm.</param>
/// <param name="Recall">Hits against events, 0..1; null where there is no event.</param>
/// <param name="DelayMedian">Alarm time minus due time, seconds.</param>
/// <param name="DelayMax">The same, the latest.</param>
/// <param name="Overlap">Mean IoU of the hits.</param>
/// <param name="FalsePerHour">False alarms an hour of film.</param>
internal sealed record ClassScore(
    EventClass Class,
    int Events,
    int Hits,
    int FalseAlarms,
    int Doubles,
    double? Precision,
    double? Recall,
    double? DelayMedian,
    double? DelayMax,
    double? Overlap,
    double FalsePerHour);

/// <summary>Sums of many clips.</summary>
internal static class ScoreTable
{
    /// <summary>A line for each class that has an event or an alarm; dumping and occupancy always.</summary>
    public static IReadOnlyList<ClassScore> ByClass(IReadOnlyList<ClipResult> clips)
    {
        var hours = clips.Sum(c => c.Seconds) / 3600;
        Finding[] all = [.. clips.SelectMany(c => c.Findings)];
        return [.. Enum.GetValues<EventClass>()
            .Where(c => c is EventClass.Dumping or EventClass.Occupancy || all.Any(f => f.Class == c))
            .Select(c => Of(c, [.. all.Where(f => f.Class == c)], hours))];
    }

    /// <summary>A line for each kind of scene: clips, right ones, and what went wrong; the worst first.</summary>
    public static IReadOnlyList<KindScore> ByKind(IReadOnlyList<ClipResult> clips, Func<ClipResult, IEnumerable<string>> kinds) =>
        [.. clips.SelectMany(c => kinds(c).Select(k => (Kind: k, Clip: c)))
            .GroupBy(p => p.Kind, p => p.Clip)
            .Select(g => new KindScore(
                g.Key,
                g.Count(),
                g.Count(c => c.IsRight),
                g.Sum(c => c.Count(Verdict.Hit) + c.Count(Verdict.Miss)),
                g.Sum(c => c.Count(Verdict.Miss)),
                g.Sum(c => c.Count(Verdict.FalseAlarm)),
                g.Sum(c => c.Count(Verdict.Double))))
            .OrderBy(k => k.Right / (double)k.Clips).ThenBy(k => k.Kind, StringComparer.Ordinal)];

    private static ClassScore Of(EventClass kind, Finding[] findings, double hours)
    {
        Finding[] hits = [.. findings.Where(f => f.Verdict == Verdict.Hit)];
        var misses = findings.Count(f => f.Verdict == Verdict.Miss);
        var doubles = findings.Count(f => f.Verdict == Verdict.Double);
        var wrong = findings.Count(f => f.Verdict == Verdict.FalseAlarm) + doubles;
        double[] delays = [.. hits.Select(h => h.Delay!.Value).Order()];
        double[] overlaps = [.. hits.Select(h => h.Overlap).OfType<double>()];
        return new ClassScore(
            kind,
            hits.Length + misses,
            hits.Length,
            wrong,
            doubles,
            Share(hits.Length, hits.Length + wrong),
            Share(hits.Length, hits.Length + misses),
            delays.Length == 0 ? null : delays[delays.Length / 2],
            delays.Length == 0 ? null : delays[^1],
            overlaps.Length == 0 ? null : Math.Round(overlaps.Average(), 3),
            hours > 0 ? Math.Round(wrong / hours, 3) : 0);
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round(part / (double)whole, 4);
}

/// <summary>How the clips of one kind fared.</summary>
internal sealed record KindScore(string Kind, int Clips, int Right, int Events, int Misses, int FalseAlarms, int Doubles);
