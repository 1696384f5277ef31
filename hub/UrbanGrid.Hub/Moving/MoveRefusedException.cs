namespace UrbanGrid.Hub.Moving;

/// <summary>The move cannot be made; the message says what to change.</summary>
public sealed class MoveRefusedException(string message) : Exception(message);
