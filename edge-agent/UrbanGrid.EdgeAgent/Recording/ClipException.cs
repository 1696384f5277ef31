namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>A clip cannot be made; the message says why, for whoever reads the incident.</summary>
public sealed class ClipException(string message) : Exception(message);
