using UrbanGrid.VisionEval.Labels;

namespace UrbanGrid.VisionEval.Commands;

/// <summary><c>./run eval vision DIR</c>: every labelled clip of a folder.</summary>
internal static class EvalVisionCommand
{
    /// <summary>Runs it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var options = new CommandOptions(args, [.. Evaluation.Options, "only"], Evaluation.Flags);
        if (options.Words.Count != 1)
        {
            throw new UsageException("Say which folder: ./run eval vision DIR [--fps 1,2,5,full] [--json FILE] [--sheets DIR] [--only PART-OF-NAME,…] [--why] [--fail-under PRECISION,RECALL]");
        }

        var clips = LabelledClips.In(options.Words[0], out var unlabelled);
        if (unlabelled.Count > 0)
        {
            await Console.Error.WriteLineAsync($"Left out, since they have no label file: {string.Join(", ", unlabelled)}");
        }

        if (options.Text("only") is { } parts)
        {
            clips = [.. clips.Where(c => parts.Split(',').Any(part => c.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))];
        }

        return await new Evaluation(options).RunAsync(clips.Count, i => clips[i], cancellation);
    }
}
