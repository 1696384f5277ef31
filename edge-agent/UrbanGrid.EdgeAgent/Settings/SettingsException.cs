namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>The settings cannot be used. Each problem names the file, the JSON path and what to change.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One problem.</summary>
    public SettingsException(string problem)
        : this([problem])
    {
    }

    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<string> Problems => problems;
}
