using System.Globalization;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scoring;

namespace UrbanGrid.VisionEval.Report;

/// <summary>Prints results as tables.</summary>
internal static class ConsoleReport
{
    /// <summary>A line for a clip: what went right and wrong in it.</summary>
    public static string Line(ClipResult clip)
    {
        var words = clip.Findings.Select(f => f.Verdict switch
        {
            Verdict.Hit => Text($"{Name(f.Class)} hit {f.RaisedAt:0.0} s (due {f.Event!.Due:0.0}, IoU {f.Overlap:0.00})"),
            Verdict.Miss => Text($"{Name(f.Class)} MISSED (due {f.Event!.Due:0.0} s)"),
            _ => Text($"{Name(f.Class)} {(f.Verdict == Verdict.Double ? "DOUBLE" : "FALSE")} {f.RaisedAt:0.0} s ({f.Why})"),
        });
        var hard = clip.Nuisances.Count == 0 ? "" : $" [{string.Join(' ', clip.Nuisances)}]";
        var found = clip.Findings.Count == 0 ? "nothing, rightly" : string.Join("; ", words);
        return Text($"{(clip.IsRight ? "  " : "! ")}{clip.Clip,-28} {clip.Seconds,6:0.0} s  {found}{hard}");
    }

    /// <summary>The figures by class.</summary>
    public static IEnumerable<string> ByClass(IReadOnlyList<ClipResult> clips)
    {
        yield return Text($"{clips.Count} clips, {clips.Sum(c => c.Seconds) / 3600:0.00} camera-hours, {clips.Count(c => c.IsRight)} clips wholly right");
        yield return "class      events  hits  false (double)  precision  recall  delay median / max     IoU  false/h";
        foreach (var s in ScoreTable.ByClass(clips))
        {
            yield return Text(
                $"{Name(s.Class),-10} {s.Events,6} {s.Hits,5}  {s.FalseAlarms,5} {$"({s.Doubles})",-8}  {Share(s.Precision),9}  {Share(s.Recall),6}  {Seconds(s.DelayMedian),12} / {Seconds(s.DelayMax),-7} {s.Overlap,6:0.00} {s.FalsePerHour,8:0.00}");
        }
    }

    /// <summary>The figures by kind of scene or by nuisance, the worst first.</summary>
    public static IEnumerable<string> ByKind(string title, IReadOnlyList<KindScore> kinds)
    {
        yield return $"{title,-24} clips  right  events  missed  false  double";
        foreach (var k in kinds)
        {
            yield return Text($"{k.Kind,-24} {k.Clips,5} {k.Right,6} {k.Events,7} {k.Misses,7} {k.FalseAlarms,6} {k.Doubles,7}");
        }
    }

    private static string Name(EventClass kind) => kind.ToString().ToLowerInvariant();

    private static string Share(double? share) => share is { } s ? Text($"{s * 100:0.0} %") : "-";

    private static string Seconds(double? seconds) => seconds is { } s ? Text($"{s:0.0} s") : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
