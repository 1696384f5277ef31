namespace UrbanGrid.Hub.Replay;

/// <summary>One look at a zone, about once a second of the clip.</summary>
/// <param name="Seconds">Time in the clip.</param>
/// <param name="Occupied">Share of the zone in which something stands still, 0..1.</param>
/// <param name="Waiting">Things that stand still there.</param>
/// <param name="Nearest">How much of its dwell the nearest of them has used, 0..1; 1 is an alarm or a judge's objection.</param>
/// <param name="IsOpen">Whether the zone's hours held.</param>
public readonly record struct ZoneMoment(double Seconds, double Occupied, int Waiting, double Nearest, bool IsOpen);

/// <summary>What stood still in a zone, over time.</summary>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Moments">Looks, in order.</param>
public sealed record ZoneTrack(string Zone, IReadOnlyList<ZoneMoment> Moments);
