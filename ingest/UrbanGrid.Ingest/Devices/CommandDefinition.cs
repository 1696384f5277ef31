using System.Text.Json;

namespace UrbanGrid.Ingest.Devices;

/// <summary>A command that devices of a model know, as data.</summary>
public sealed record CommandDefinition
{
    /// <summary>Key, e.g. <c>switch</c>; last level of the command's topic.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>What it takes.</summary>
    public IReadOnlyList<CommandArgument> Args { get; init; } = [];

    /// <summary>Seconds until it is given up, counted from the order; for a device that sleeps longer than its sleep.</summary>
    public double TimeoutS { get; init; } = 30;

    /// <summary>How often it is sent again, spread over its time, while the device listens and does not answer.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>
    /// What the device reports once it has obeyed, by metric: the text names an argument whose value is meant, anything else is
    /// the value itself. Empty where nothing shows it.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Expects { get; init; } = new Dictionary<string, JsonElement>();
}
