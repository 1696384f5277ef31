namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>The demo footage cannot be had or made here; the message says why and what to do.</summary>
public sealed class FootageException(string message) : Exception(message);
