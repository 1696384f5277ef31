using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Evidence;

/// <summary>The pictures that show how a thing came; null where the stream began too late.</summary>
internal sealed record ArrivalPictures(AlarmPicture? Before, AlarmPicture? PutDown);
