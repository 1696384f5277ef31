using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>What a played sequence ended in.</summary>
/// <param name="Kind">What was done to the picture.</param>
/// <param name="Alarms">How many alarms it raised.</param>
/// <param name="Missing">Whether the first was of an open hole.</param>
/// <param name="Last">The cover's state at the end.</param>
internal sealed record Played(string Kind, int Alarms, bool Missing, CoverState Last);

/// <summary>Plays sequences through the watcher: quiet seconds from which it teaches itself, then the change, which stays.</summary>
internal sealed class CompositeEvents(Removals removals, Obstacles obstacles)
{
    private const int FramesPerSecond = 2;
    private const int QuietFrames = 12;
    private const int ChangedFrames = 18;
    private const int JpegQuality = 85;

    public IEnumerable<Played> Removed(CoverScene scene, int seeds) =>
        from kind in Enum.GetValues<Removal>()
        from seed in Enumerable.Range(1, seeds)
        let change = removals.Make(kind, scene.Box, (100 * (int)kind) + seed)
        select Play(kind.ToString(), scene, (f, _) => change(f));

    public IEnumerable<Played> Disturbed(CoverScene scene, int seeds) =>
        from name in Nuisances.All
        from seed in Enumerable.Range(1, seeds)
        let s = (1000 * seed) + Array.IndexOf(Nuisances.All, name)
        select Play(name, scene, (f, i) => Nuisances.Apply(name, f, scene.Box, s, i));

    public IEnumerable<Played> Obstructed(CoverScene scene, int seeds) =>
        from name in Obstacles.All
        from seed in Enumerable.Range(1, seeds)
        select Play(name, scene, (f, _) => obstacles.Apply(name, f, scene.Box, seed));

    private static Played Play(string kind, CoverScene scene, Func<Raster, int, Raster> change)
    {
        var first = scene.Frames[0];
        var b = scene.Box;
        using var detector = new CoverDetector(
            new CameraWatch
            {
                CameraId = "composite",
                Covers =
                [
                    new CameraCover
                    {
                        Name = "cover",
                        Box = new PictureBox(
                            b.X / first.Width, b.Y / first.Height, b.Width / first.Width, b.Height / first.Height),
                    },
                ],
            },
            new CoverSettings());
        var clock = new StreamClock();
        List<Alarm> alarms = [];
        for (var i = 0; i < QuietFrames + ChangedFrames; i++)
        {
            var frame = scene.Frames[i * 5 / FramesPerSecond % scene.Frames.Count];
            var shown = i < QuietFrames ? frame : change(frame, i);
            if (clock.Advance(1_000_000 + (1000L * i / FramesPerSecond)) is { } tick)
            {
                alarms.AddRange(detector.Look(shown.Encode(JpegQuality), tick));
            }
        }

        var raised = alarms.Where(a => a.ClearedAt is null).ToList();
        return new Played(kind, raised.Count, raised.FirstOrDefault()?.Severity == AlarmSeverity.Critical, detector.Covers[0].State);
    }

    public static void Print(string title, IReadOnlyList<Played> played)
    {
        Console.WriteLine($"\n{title}");
        Console.WriteLine("| kind | sequences | alarmed | said missing | state at the end |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var kind in played.GroupBy(p => p.Kind))
        {
            var states = string.Join(' ', kind.CountBy(p => p.Last).Select(s => $"{s.Key}:{s.Value}"));
            Console.WriteLine($"| {kind.Key} | {kind.Count()} | {kind.Count(p => p.Alarms > 0)} | {kind.Count(p => p.Missing)} | {states} |");
        }
    }
}
