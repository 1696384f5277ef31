using UrbanGrid.VisionEval.Covers;

return args switch
{
    ["covers", .. var rest] => await CoversCommand.RunAsync(rest),
    _ => CoversCommand.Usage(),
};
