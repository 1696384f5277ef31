using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>How counts and rates become one score (docs/domain-sources.md §6.3; annexes of CJ/T 292). What a city may set.</summary>
public sealed record Scheme
{
    /// <summary>Key in <see cref="Steps"/> of the table for whoever has none of their own.</summary>
    public const string DefaultSteps = "default";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The parts of the score; their weights make 100.</summary>
    public required IReadOnlyList<SchemePart> Parts { get; init; }

    /// <summary>Points by number of cases: <see cref="DefaultSteps"/>, and tables of their own for a class of area (<c>class_1</c>, <c>class_2</c>) or for
    /// one object by its code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CountStep>> Steps { get; init; } = new Dictionary<string, IReadOnlyList<CountStep>>();

    /// <summary>Key of the count below the line of the rework rate; null: that of the standard.</summary>
    public string? ReworkAmong { get; init; }

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Scheme FromJson(string json) => JsonSerializer.Deserialize<Scheme>(json, Json)!;
}

/// <summary>How a part of a score is reckoned.</summary>
public enum PartKind
{
    /// <summary>Rate × 100.</summary>
    Rate,

    /// <summary>(1 − rate) × 100, for rates that should be small.</summary>
    OneMinusRate,

    /// <summary>Points by number of cases.</summary>
    Steps,
}

/// <summary>One part of a score.</summary>
/// <param name="Key">Key of a rate or of a count.</param>
/// <param name="Weight">Its weight, per cent.</param>
/// <param name="Kind">How it is reckoned.</param>
public sealed record SchemePart(string Key, double Weight, PartKind Kind);

/// <summary>One step of a table of points.</summary>
/// <param name="UpTo">Highest count that still gets them; null: any.</param>
/// <param name="Points">0 to 100.</param>
public sealed record CountStep(int? UpTo, double Points);
