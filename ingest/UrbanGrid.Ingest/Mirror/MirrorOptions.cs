namespace UrbanGrid.Ingest.Mirror;

/// <summary>An InfluxDB v2, or what speaks its write interface, that gets a copy of all telemetry for dashboards.</summary>
public sealed record MirrorOptions
{
    /// <summary>Address of the server, without <c>/api/v2/write</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Organisation.</summary>
    public required string Organisation { get; init; }

    /// <summary>Bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Token that may write to the bucket; null for a server that asks for none.</summary>
    public string? Token { get; init; }

    /// <summary>Bytes that wait on the disk while the mirror is away; beyond them the oldest are given up, counted.</summary>
    public long SpoolBytes { get; init; } = 1L << 30;

    /// <summary>Lines of one request.</summary>
    public int BatchLines { get; init; } = 5_000;

    /// <summary>First pause after a failure; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause, also between tries of a mirror that refuses the token.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The address only: the token is in no log.</summary>
    public override string ToString() => Url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
