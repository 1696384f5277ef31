namespace UrbanGrid.Ingest.Storage;

/// <summary>The telemetry database does not answer at the moment; the same call works again when it is back.</summary>
public sealed class TelemetryUnavailableException(string message, Exception cause) : Exception(message, cause);
