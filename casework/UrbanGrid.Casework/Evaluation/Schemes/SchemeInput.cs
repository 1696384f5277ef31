namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>A scheme as somebody wrote it, not checked yet.</summary>
public sealed record SchemeInput
{
    /// <summary>Key of the kind of object; a scheme keeps its kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Name.</summary>
    public LocalText? Name { get; init; }

    /// <summary>Parts of the score.</summary>
    public IReadOnlyList<SchemePart>? Parts { get; init; }

    /// <summary>Tables of points.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CountStep>>? Steps { get; init; }

    /// <summary>Key of the count below the line of the rework rate.</summary>
    public string? ReworkAmong { get; init; }

    /// <summary>Version that was read, for a change.</summary>
    public long? Version { get; init; }
}
