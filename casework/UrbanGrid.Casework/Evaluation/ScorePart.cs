namespace UrbanGrid.Casework.Evaluation;

/// <summary>What one part adds to a score.</summary>
/// <param name="Key">Key of the rate or the count.</param>
/// <param name="Weight">Weight of the scheme, per cent.</param>
/// <param name="Counted">Weight it has once that of parts without points is shared out, per cent; 0 without points.</param>
/// <param name="Points">0 to 100; null: cannot be told, or there was nothing to count.</param>
public sealed record ScorePart(string Key, double Weight, double Counted, double? Points);
