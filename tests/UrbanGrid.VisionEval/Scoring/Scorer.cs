using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.VisionEval.Labels;

namespace UrbanGrid.VisionEval.Scoring;

/// <summary>Compares the alarms of one clip with its labels, as <c>docs/vision-labels.md</c> says.</summary>
internal sealed class Scorer(ClipLabels labels, ScoreSettings settings)
{
    private readonly Dictionary<LabelledEvent, Finding> _hits = new(ReferenceEqualityComparer.Instance);
    private readonly List<Finding> _wrong = [];
    private int _ignored;

    /// <summary>Scores alarms whose stamps are milliseconds since the beginning of the clip plus <paramref name="startStamp"/>.</summary>
    public ClipResult Score(string name, double seconds, IEnumerable<Alarm> alarms, long startStamp)
    {
        foreach (var alarm in alarms.Where(a => a.ClearedAt is null).OrderBy(a => a.RaisedAt))
        {
            if (ClassOf(alarm.Rule) is { } kind)
            {
                Take(alarm, kind, (alarm.RaisedAt - startStamp) / 1000.0, (alarm.StartedAt - startStamp) / 1000.0);
            }
        }

        var misses = labels.Events.Where(e => !_hits.ContainsKey(e)).Select(e => new Finding
        {
            Verdict = Verdict.Miss,
            Class = e.Class,
            Event = e,
            Why = string.Create(CultureInfo.InvariantCulture, $"not reported; due at {e.Due:0.0} s"),
        });
        Finding[] findings = [.. _hits.Values.Concat(_wrong).Concat(misses).OrderBy(f => f.RaisedAt ?? f.Event!.Due)];
        return new ClipResult(name, labels.Kind, labels.Nuisances, seconds, findings, _ignored);
    }

    /// <summary>The class a rule reports; null for a rule that has none.</summary>
    public static EventClass? ClassOf(string rule) => rule switch
    {
        "left_object" => EventClass.Dumping,
        "occupancy" => EventClass.Occupancy,
        "cover" => EventClass.Cover,
        _ when rule.StartsWith("picture_", StringComparison.Ordinal) => EventClass.Camera,
        _ => null,
    };

    private void Take(Alarm alarm, EventClass kind, double raised, double started)
    {
        var here = labels.Events.Where(e => e.Class == kind && IsSamePlace(e.Box, alarm.Box)).ToList();
        var timely = here.Where(e => IsInTime(e, raised)).ToList();
        var hit = timely.Where(e => !_hits.ContainsKey(e)).OrderByDescending(e => Overlap(e.Box, alarm.Box)).FirstOrDefault();
        var finding = new Finding
        {
            Verdict = Verdict.FalseAlarm,
            Class = kind,
            RaisedAt = raised,
            StartedAt = started,
            Box = alarm.Box,
            Features = alarm.Features.Count == 0 ? null : alarm.Features,
        };
        if (hit is not null)
        {
            _hits[hit] = finding with { Verdict = Verdict.Hit, Event = hit, Delay = Math.Round(raised - hit.Due, 2), Overlap = Overlap(hit.Box, alarm.Box) };
        }
        else if (here.Find(e => _hits.ContainsKey(e) && raised <= EndOf(e)) is { } again)
        {
            _wrong.Add(finding with { Verdict = Verdict.Double, Event = again, Why = "reported before" });
        }
        else if (labels.Ignore.Any(span => Covers(span, kind, raised, alarm.Box)))
        {
            _ignored++;
        }
        else
        {
            _wrong.Add(finding with { Event = here.FirstOrDefault(), Why = WhyWrong(here, raised) });
        }
    }

    private bool IsInTime(LabelledEvent e, double raised) =>
        raised >= e.Due - settings.EarlySeconds && raised <= Math.Min(EndOf(e), e.Due + settings.LateSeconds);

    private double EndOf(LabelledEvent e) => e.End is { } end ? end + settings.GoneSeconds : double.PositiveInfinity;

    private bool IsSamePlace(PictureBox? wanted, PictureBox? got)
    {
        if (wanted is not { } w || got is not { } g)
        {
            return true; // whoever tells no place means the whole picture
        }

        return w.OverlapWith(g) >= settings.OverlapMin || HasCentreOf(w, g) || HasCentreOf(g, w);
    }

    private string WhyWrong(List<LabelledEvent> here, double raised) => here.Count == 0
        ? "nothing to report there"
        : raised < here[0].Due - settings.EarlySeconds ? Sentence($"{here[0].Due - raised:0.0} s too early")
        : raised > EndOf(here[0]) ? Sentence($"{raised - here[0].End:0.0} s after it was gone")
        : Sentence($"{raised - here[0].Due:0.0} s late");

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static bool Covers(IgnoredSpan span, EventClass kind, double raised, PictureBox? box) =>
        raised >= span.From && raised <= (span.To ?? double.PositiveInfinity)
        && (span.Class is null || span.Class == kind)
        && (span.Box is not { } place || (box is { } b && HasCentreOf(place, b)));

    private static double? Overlap(PictureBox? wanted, PictureBox? got) =>
        wanted is { } w && got is { } g ? Math.Round(w.OverlapWith(g), 3) : null;

    private static bool HasCentreOf(PictureBox outer, PictureBox inner)
    {
        var (x, y) = (inner.X + (inner.Width / 2), inner.Y + (inner.Height / 2));
        return x >= outer.X && x <= outer.X + outer.Width && y >= outer.Y && y <= outer.Y + outer.Height;
    }
}
