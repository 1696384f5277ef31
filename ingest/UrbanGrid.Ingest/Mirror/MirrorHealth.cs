namespace UrbanGrid.Ingest.Mirror;

/// <summary>How the mirror is; a mirror that is away makes no hub unready.</summary>
public sealed class MirrorHealth
{
    private volatile string? _problem;

    /// <summary>What is wrong, and what to change if anything can be; null while lines are delivered.</summary>
    public string? Problem => _problem;

    internal void Set(string? problem) => _problem = problem;
}
