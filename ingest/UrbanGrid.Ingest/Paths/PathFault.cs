namespace UrbanGrid.Ingest.Paths;

/// <summary>Why a path cannot be compiled.</summary>
/// <param name="Position">Character at which it goes wrong, counted from 1.</param>
/// <param name="Zh">What to change, in Chinese.</param>
/// <param name="En">What to change, in English.</param>
public sealed record PathFault(int Position, string Zh, string En);
