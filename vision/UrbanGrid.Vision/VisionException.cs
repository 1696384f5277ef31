namespace UrbanGrid.Vision;

/// <summary>OpenCV refused something; carries OpenCV's message.</summary>
public sealed class VisionException(string message) : Exception(message);
