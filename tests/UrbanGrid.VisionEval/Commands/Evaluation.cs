using System.Globalization;
using UrbanGrid.VisionEval.Clips;
using UrbanGrid.VisionEval.Report;
using UrbanGrid.VisionEval.Scoring;
using UrbanGrid.VisionEval.Sheets;

namespace UrbanGrid.VisionEval.Commands;

/// <summary>What all evaluations do with their clips: run them at each rate, print, write JSON and sheets, hold a limit.</summary>
internal sealed class Evaluation(CommandOptions options)
{
    /// <summary>Options that every evaluation has.</summary>
    public static readonly string[] Options = ["fps", "json", "sheets", "fail-under"];

    /// <summary>Those that take no value.</summary>
    public static readonly string[] Flags = ["why"];

    /// <summary>Rate where none is given: what a hub asks of its cameras.</summary>
    private const string DefaultRates = "2";

    /// <summary>Runs the clips; returns the exit code.</summary>
    /// <param name="count">How many clips there are.</param>
    /// <param name="open">Opens one.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<int> RunAsync(int count, Func<int, EvalClip> open, CancellationToken cancellation)
    {
        var limit = Limit();
        List<EvalRun> runs = [];
        foreach (var rate in options.Rates(DefaultRates))
        {
            var label = rate?.ToString(CultureInfo.InvariantCulture) ?? "full";
            await Console.Out.WriteLineAsync($"── {label} frames per second");
            var runner = new ClipRunner(new ScoreSettings())
            {
                FramesPerSecond = rate,
                Sheets = options.Text("sheets") is { } folder ? new SheetFolder(Path.Combine(folder, label)) : null,
                Refused = options.Has("why") ? (clip, second, why) => Console.WriteLine($"  {clip} {second:0.0} s: {why}") : null,
                Done = count > 20 ? Progress(count) : null,
            };
            var run = new EvalRun(rate, await runner.RunAsync(count, open, cancellation));
            runs.Add(run);
            await PrintAsync(run);
        }

        if (options.Text("json") is { } file)
        {
            await File.WriteAllTextAsync(file, JsonReport.Text(runs), cancellation);
        }

        return runs.Any(r => IsUnder(r, limit)) ? 1 : 0;
    }

    private static async Task PrintAsync(EvalRun run)
    {
        // Of hundreds of clips only the wrong ones are worth a line.
        foreach (var clip in run.Clips.Where(c => run.Clips.Count <= 20 || !c.IsRight))
        {
            await Console.Out.WriteLineAsync(ConsoleReport.Line(clip));
        }

        await PrintAsync(ConsoleReport.ByClass(run.Clips));
        if (run.Clips.Any(c => c.Kind is not null))
        {
            await PrintAsync(ConsoleReport.ByKind("kind of scene", ScoreTable.ByKind(run.Clips, c => [c.Kind ?? "other"])));
            await PrintAsync(ConsoleReport.ByKind("with", ScoreTable.ByKind(run.Clips, c => c.Nuisances.Count == 0 ? ["nothing"] : c.Nuisances)));
        }
    }

    private static async Task PrintAsync(IEnumerable<string> lines)
    {
        await Console.Out.WriteLineAsync();
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync(line);
        }
    }

    private static Action<ClipResult> Progress(int clips)
    {
        var done = 0;
        return _ =>
        {
            var now = Interlocked.Increment(ref done);
            if (now % 20 == 0 || now == clips)
            {
                Console.Error.WriteLine($"{now} of {clips} clips");
            }
        };
    }

    private (double Precision, double Recall)? Limit()
    {
        if (options.Text("fail-under") is not { } text)
        {
            return null;
        }

        double[] shares = [.. text.Split(',').Select(w => double.TryParse(w, CultureInfo.InvariantCulture, out var s) && s is >= 0 and <= 1
            ? s
            : throw new UsageException($"--fail-under has {w}; give precision and recall, each 0 to 1, with a comma between."))];
        return shares.Length == 2
            ? (shares[0], shares[1])
            : throw new UsageException("--fail-under needs precision and recall, e.g. 0.95,0.95.");
    }

    private static bool IsUnder(EvalRun run, (double Precision, double Recall)? limit) =>
        limit is { } l && ScoreTable.ByClass(run.Clips).Any(s => s.Precision < l.Precision || s.Recall < l.Recall);
}
