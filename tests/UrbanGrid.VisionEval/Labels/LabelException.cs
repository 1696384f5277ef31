namespace UrbanGrid.VisionEval.Labels;

/// <summary>Label files that cannot be used; the message names file, place and what to change, a line for each problem.</summary>
internal sealed class LabelException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public LabelException(string problem)
        : this([problem])
    {
    }

    /// <summary>One sentence for each problem.</summary>
    public IReadOnlyList<string> Problems => problems;
}
