namespace UrbanGrid.Casework.Assignment;

/// <summary>How a collector (监督员) stands to a place.</summary>
/// <param name="User">User id.</param>
/// <param name="OwnGrid">They watch the responsibility grid (责任网格) it lies in.</param>
/// <param name="DistanceM">Metres from where they are now; null: that is not known.</param>
public sealed record CollectorPlace(string User, bool OwnGrid, double? DistanceM);
