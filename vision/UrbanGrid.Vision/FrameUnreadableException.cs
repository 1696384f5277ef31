namespace UrbanGrid.Vision;

/// <summary>A frame that OpenCV cannot decode; carries OpenCV's message.</summary>
public sealed class FrameUnreadableException(string message) : Exception(message);
