namespace UrbanGrid.Casework.Places;

/// <summary>
/// 部件状态: in what state a component is in the register (docs/domain-sources.md §4). What somebody reported about it
/// since is a case, not a state.
/// </summary>
public static class ComponentState
{
    /// <summary>完好: it is there and whole; taken where nothing is said.</summary>
    public const string Intact = "intact";

    /// <summary>破损.</summary>
    public const string Damaged = "damaged";

    /// <summary>丢失.</summary>
    public const string Missing = "missing";

    /// <summary>废弃: it is there, but nobody uses or keeps it any more.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>Name of each key.</summary>
    public static readonly IReadOnlyDictionary<string, LocalText> Names = new Dictionary<string, LocalText>
    {
        [Intact] = new("完好", "Intact"),
        [Damaged] = new("破损", "Damaged"),
        [Missing] = new("丢失", "Missing"),
        [Abandoned] = new("废弃", "Abandoned"),
    };

    /// <summary>The key for a key or its Chinese name, as survey tables write it; null for anything else.</summary>
    public static string? Read(string text) =>
        Names.FirstOrDefault(n => n.Key == text || n.Value.Zh == text).Key;
}
