using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Alarms;

/// <summary>A picture of an alarm that must not raise an incident yet.</summary>
/// <param name="Moment">What it shows.</param>
/// <param name="TakenAt">Unix ms.</param>
/// <param name="Sha256">Address in the evidence store.</param>
public sealed record KeptPicture(PictureMoment Moment, long TakenAt, string Sha256);
