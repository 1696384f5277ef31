using UrbanGrid.Vision;
using UrbanGrid.VisionEval.Commands;
using UrbanGrid.VisionEval.Labels;

// ./run eval NAME [options] and ./run scenes OUT [options]: measure the detectors, and draw what they are measured on.
var commands = new Dictionary<string, Func<string[], CancellationToken, Task<int>>>(StringComparer.Ordinal)
{
    ["vision"] = EvalVisionCommand.RunAsync,
    ["scenes"] = EvalScenesCommand.RunAsync,
    ["draw"] = ScenesCommand.RunAsync,
    ["picture"] = PictureCommand.RunAsync,
};

if (args.Length == 0 || !commands.TryGetValue(args[0], out var command))
{
    await Console.Error.WriteLineAsync($"Say what to evaluate: {string.Join(", ", commands.Keys)}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return await command(args[1..], stop.Token);
}
catch (Exception e) when (e is UsageException or LabelException or VisionException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}
