using UrbanGrid.VisionEval.Covers;

// ./run eval NAME: measures the detectors.
return args switch
{
    ["covers", .. var rest] => await CoversCommand.RunAsync(rest, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("eval covers [DIR] [--fit] [--only composites|crops] [--net FILE]");
    return 2;
}
