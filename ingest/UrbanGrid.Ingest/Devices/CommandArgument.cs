namespace UrbanGrid.Ingest.Devices;

/// <summary>What an argument of a command holds.</summary>
public enum ArgumentKind
{
    /// <summary>A number.</summary>
    Number,
    /// <summary>Yes or no.</summary>
    Boolean,
    /// <summary>Words.</summary>
    Text,
    /// <summary>One of <see cref="CommandArgument.Choices"/>.</summary>
    Choice,
}

/// <summary>One argument of a command.</summary>
public sealed record CommandArgument
{
    /// <summary>Key on the wire, e.g. <c>level</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>What it holds.</summary>
    public ArgumentKind Kind { get; init; }

    /// <summary>Unit of a number, e.g. <c>%</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Smallest number, or fewest characters of a text; null for no limit.</summary>
    public double? Min { get; init; }

    /// <summary>Largest number, or most characters of a text; null for no limit.</summary>
    public double? Max { get; init; }

    /// <summary>What a choice may be.</summary>
    public IReadOnlyList<CommandChoice> Choices { get; init; } = [];

    /// <summary>Whether the command needs it.</summary>
    public bool Required { get; init; }
}

/// <summary>One thing an argument may be.</summary>
/// <param name="Key">Text on the wire.</param>
/// <param name="Name">Name shown to people.</param>
public sealed record CommandChoice(string Key, LocalName Name);
