using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Where a message says when.</summary>
public sealed record MappedTime
{
    /// <summary>Unit of Unix milliseconds.</summary>
    public const string Milliseconds = "ms";

    /// <summary>Unit of Unix seconds.</summary>
    public const string Seconds = "s";

    /// <summary>ISO 8601 with an offset.</summary>
    public const string Iso = "iso";

    /// <summary>Begin of a unit that is a format of local time, e.g. <c>local:yyyy-MM-dd HH:mm:ss</c>.</summary>
    public const string Local = "local:";

    /// <summary>Where.</summary>
    public required JsonPath Path { get; init; }

    /// <summary><c>ms</c>, <c>s</c>, <c>iso</c> or <c>local:</c> and a .NET format in the city's zone.</summary>
    public string Unit { get; init; } = Milliseconds;
}
