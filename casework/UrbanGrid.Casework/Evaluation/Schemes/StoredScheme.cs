namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>A scheme with its name, as it is kept.</summary>
public sealed record StoredScheme
{
    /// <summary>Beginning of the ids of the standard schemes; the key of their kind follows.</summary>
    public const string StandardPrefix = "standard-";

    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Key of the kind of object it is for.</summary>
    public required string Kind { get; init; }

    /// <summary>Name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What it says.</summary>
    public required Scheme Definition { get; init; }

    /// <summary>It is the one its kind is evaluated by.</summary>
    public required bool InUse { get; init; }

    /// <summary>Grows with every change; 0 for the standard.</summary>
    public long Version { get; init; }

    /// <summary>When it was last changed, Unix ms; null for the standard.</summary>
    public long? ChangedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>It comes with the product and stays as it is.</summary>
    public bool IsStandard => Id.StartsWith(StandardPrefix, StringComparison.Ordinal);

    /// <summary>The scheme of a kind that comes with the product.</summary>
    internal static StoredScheme StandardOf(EvaluatedKind kind, bool inUse) => new()
    {
        Id = StandardPrefix + kind.Key, Kind = kind.Key, Name = new LocalText("标准方案", "Standard"), Definition = kind.Standard, InUse = inUse,
    };
}
