using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scoring;

namespace UrbanGrid.VisionEval.Sheets;

/// <summary>
/// Writes a contact sheet for each finding: the place before, at the putting down, and at the alarm, with the zones, the
/// label's box (green) and the alarm's (red). One folder for each verdict.
/// </summary>
internal sealed class SheetFolder(string folder)
{
    private const int Panels = 3;
    private const int PanelWidth = 480;
    private const int PanelHeight = 270;
    private const int TitleHeight = 44;
    private const int Quality = 88;

    private static readonly Ink Labelled = new(60, 230, 60);
    private static readonly Ink Alarmed = new(255, 50, 40);
    private static readonly Ink Zone = new(255, 200, 0);
    private static readonly Ink White = new(255, 255, 255);

    /// <summary>Writes the sheets of a clip.</summary>
    public void Write(ClipLabels labels, ClipResult result, FrameAlbum album)
    {
        for (var i = 0; i < result.Findings.Count; i++)
        {
            var finding = result.Findings[i];
            var name = string.Create(CultureInfo.InvariantCulture, $"{result.Clip}-{i + 1}-{finding.Class.ToString().ToLowerInvariant()}.jpg");
            var path = Path.Combine(folder, NameOf(finding.Verdict), name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Draw(labels, result, finding, album).Encode(Quality));
        }
    }

    private static Canvas Draw(ClipLabels labels, ClipResult result, Finding finding, FrameAlbum album)
    {
        var sheet = new Canvas(Panels * PanelWidth, PanelHeight + TitleHeight);
        var began = finding.Event?.Start ?? finding.StartedAt ?? finding.RaisedAt!.Value;
        var last = finding.RaisedAt ?? Math.Min(finding.Event!.Due + 2, result.Seconds);
        (string Name, double At)[] moments = [("before", Math.Max(0, began - 3)), ("put down", began + 0.5), (finding.RaisedAt is null ? "due" : "alarm", last)];
        for (var panel = 0; panel < Panels; panel++)
        {
            if (album.At(moments[panel].At) is not { } frame)
            {
                continue;
            }

            var left = panel * PanelWidth;
            sheet.Jpeg(frame.Jpeg, left, TitleHeight, PanelWidth, PanelHeight);
            Outline(sheet, labels, finding, left);
            Box(sheet, finding.Event?.Box, left, Labelled);
            Box(sheet, panel == Panels - 1 ? finding.Box : null, left, Alarmed);
            sheet.Text(string.Create(CultureInfo.InvariantCulture, $"{moments[panel].Name} {frame.Seconds:0.0} s"), left + 6, TitleHeight + PanelHeight - 8, 0.5, White);
        }

        sheet.Text($"{NameOf(finding.Verdict).ToUpperInvariant()} {finding.Class.ToString().ToLowerInvariant()}  {result.Clip}  {string.Join(' ', result.Nuisances)}", 8, 18, 0.5, White);
        sheet.Text(Details(finding), 8, 37, 0.45, White);
        return sheet;
    }

    private static void Outline(Canvas sheet, ClipLabels labels, Finding finding, int left)
    {
        foreach (var zone in labels.Zones.Where(z => z.Polygon.Count > 2 && (z.Name == finding.Event?.Zone || finding.Event is null)))
        {
            float[] points = [.. zone.Polygon.Append(zone.Polygon[0]).SelectMany(p => new[] { (float)(left + (p.X * PanelWidth)), (float)(TitleHeight + (p.Y * PanelHeight)) })];
            sheet.Line(new Brush(Zone, 0.7f), 1, points);
        }
    }

    private static void Box(Canvas sheet, PictureBox? box, int left, Ink ink)
    {
        if (box is { } b)
        {
            sheet.Frame(ink, 2, left + (b.X * PanelWidth), TitleHeight + (b.Y * PanelHeight), b.Width * PanelWidth, b.Height * PanelHeight);
        }
    }

    private static string Details(Finding f) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(f.Event is { } e ? $"{e.What} in {e.Zone}, from {e.Start:0.0} s, due {e.Due:0.0} s" : "no event")}{(f.RaisedAt is { } r ? $"; alarm {r:0.0} s" : "")}{(f.Delay is { } d ? $", delay {d:0.0} s, IoU {f.Overlap:0.00}" : "")}{(f.Why is { } why ? $" ({why})" : "")}");

    private static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Hit => "hit",
        Verdict.Miss => "miss",
        Verdict.Double => "double",
        _ => "false",
    };
}
