namespace UrbanGrid.Ingest.Storage;

/// <summary>Whether the last commit of telemetry succeeded.</summary>
public sealed class StoreHealth
{
    private volatile string? _problem;

    /// <summary>Why commits fail, in the store's words; null while they succeed.</summary>
    public string? Problem => _problem;

    internal void Failed(Exception problem) => _problem = problem.Message;

    internal void Succeeded() => _problem = null;
}
