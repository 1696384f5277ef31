namespace UrbanGrid.Ingest.Gateway;

/// <summary>A line of the connection log with its number, by which a page goes on.</summary>
public sealed record ConnectionLine(long Number, ConnectionEvent Event);
