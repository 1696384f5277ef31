namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>Somebody else has changed the scheme since it was read.</summary>
public sealed class SchemeChangedException() : Exception("The scheme has changed meanwhile.");
