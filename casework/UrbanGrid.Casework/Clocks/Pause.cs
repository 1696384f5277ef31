namespace UrbanGrid.Casework.Clocks;

/// <summary>A span in which a clock stands.</summary>
/// <param name="Start">First moment that does not count.</param>
/// <param name="End">First moment that counts again; null while it lasts.</param>
public sealed record Pause(DateTimeOffset Start, DateTimeOffset? End);
