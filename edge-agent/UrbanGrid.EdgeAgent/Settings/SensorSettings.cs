using System.Text.Json;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>One sensor, simulated, or a replayed recording of sensors.</summary>
public sealed record SensorSettings
{
    /// <summary>Device id; for a replay, the device of rows that name none.</summary>
    public string Id { get; init; } = "";

    /// <summary><c>simulated</c> or <c>replay</c>.</summary>
    public string Kind { get; init; } = "simulated";

    /// <summary>What is simulated: <c>manhole-cover</c> or <c>lamp-controller</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Time between two reports, seconds.</summary>
    public double PeriodSeconds { get; init; } = 60;

    /// <summary>When a lamp burns, local time; <c>null</c> takes 18:30 to 05:30 in Asia/Shanghai.</summary>
    public LightingSettings? Lighting { get; init; }

    /// <summary>What happens when: the scenario.</summary>
    public IReadOnlyList<ScriptStep> Script { get; init; } = [];

    /// <summary>CSV file of a replay.</summary>
    public string? File { get; init; }

    /// <summary>Whether a replay starts again at its end.</summary>
    public bool Loop { get; init; }
}

/// <summary>When a lamp burns.</summary>
public sealed record LightingSettings
{
    /// <summary>Switched on, local time <c>HH:mm</c>.</summary>
    public string On { get; init; } = "18:30";

    /// <summary>Switched off, local time <c>HH:mm</c>.</summary>
    public string Off { get; init; } = "05:30";

    /// <summary>IANA name of the city's zone.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";
}

/// <summary>One step of a scenario.</summary>
public sealed record ScriptStep
{
    /// <summary>Seconds since the sensor started.</summary>
    public double At { get; init; }

    /// <summary>Metrics that from now on have this value: numbers or booleans.</summary>
    public IReadOnlyDictionary<string, JsonElement> Set { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Metrics that from now on are normal again.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];
}
