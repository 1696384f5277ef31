using UrbanGrid.Contracts;

namespace UrbanGrid.VisionEval.Labels;

/// <summary>Says what is wrong with labels that could be read.</summary>
internal static class LabelCheck
{
    private const int TeachMax = 6;

    /// <summary>One sentence for each problem; empty if there is none.</summary>
    public static IEnumerable<string> Run(ClipLabels labels)
    {
        if (labels.Format != LabelFile.Format)
        {
            yield return $"format is {labels.Format}; this program reads {LabelFile.Format}.";
        }

        if (labels.PicturesPerSecond is { } rate && !(rate > 0))
        {
            yield return $"picturesPerSecond is {rate}; give more than 0.";
        }

        foreach (var problem in Zones(labels).Concat(Covers(labels)).Concat(Events(labels)).Concat(Ignored(labels)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Zones(ClipLabels labels)
    {
        foreach (var zone in labels.Zones)
        {
            if (labels.Zones.Count(z => z.Name == zone.Name) > 1)
            {
                yield return $"zone '{zone.Name}' is there twice; give each its own name.";
            }

            if (zone.Polygon is null || zone.Polygon.Count is 1 or 2)
            {
                yield return $"zone '{zone.Name}' needs at least three corners, or none ([]) for the whole picture.";
            }
            else if (zone.Polygon.Any(p => !(p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1)))
            {
                yield return $"zone '{zone.Name}' has a corner outside the picture; corners are relative, 0 to 1.";
            }
        }
    }

    private static IEnumerable<string> Covers(ClipLabels labels)
    {
        foreach (var cover in labels.Covers)
        {
            if (!IsInPicture(cover.Box))
            {
                yield return $"cover '{cover.Name}': {OutsideText(cover.Box)}";
            }

            if (cover.Teach is null || cover.Teach.Count is 0 or > TeachMax || cover.Teach.Any(t => !(t >= 0)))
            {
                yield return $"cover '{cover.Name}': teach needs one to six moments of the clip, seconds.";
            }
        }
    }

    private static IEnumerable<string> Events(ClipLabels labels)
    {
        for (var i = 0; i < labels.Events.Count; i++)
        {
            var e = labels.Events[i];
            if (!(e.Start >= 0 && e.Due >= e.Start))
            {
                yield return $"events[{i}]: start is {e.Start} and due is {e.Due}; an alarm is due after the start, and both are seconds of the clip.";
            }

            if (e.End is { } end && !(end > e.Due))
            {
                yield return $"events[{i}]: ends at {end}, before it is due at {e.Due}; leave it out, since nothing must be reported.";
            }

            if (e.Box is { } box && !IsInPicture(box))
            {
                yield return $"events[{i}]: {OutsideText(box)}";
            }

            if (e.Class != EventClass.Camera && e.Box is null)
            {
                yield return $"events[{i}]: lacks a box; only class camera has none.";
            }

            if (e.Class == EventClass.Cover ? labels.Covers.All(c => c.Name != e.Zone) : e.Zone is { } name && labels.Zones.All(z => z.Name != name))
            {
                yield return $"events[{i}]: zone '{e.Zone}' is none of this file's {(e.Class == EventClass.Cover ? "covers" : "zones")}.";
            }
        }
    }

    private static IEnumerable<string> Ignored(ClipLabels labels)
    {
        for (var i = 0; i < labels.Ignore.Count; i++)
        {
            var span = labels.Ignore[i];
            if (!(span.From >= 0 && (span.To is null || span.To > span.From)))
            {
                yield return $"ignore[{i}]: goes from {span.From} to {span.To}; give seconds of the clip, the later one last.";
            }

            if (span.Box is { } box && !IsInPicture(box))
            {
                yield return $"ignore[{i}]: {OutsideText(box)}";
            }
        }
    }

    private static bool IsInPicture(PictureBox box) =>
        box is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } && box.X + box.Width <= 1.0001 && box.Y + box.Height <= 1.0001;

    private static string OutsideText(PictureBox box) =>
        $"box {box.X}, {box.Y}, {box.Width}, {box.Height} is empty or reaches outside the picture; x, y, width and height are relative, 0 to 1.";
}
