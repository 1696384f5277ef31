using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>A picture, sound or video a terminal sent (多媒体数据).</summary>
/// <param name="DeviceId">Device it is from.</param>
/// <param name="MediaId">Number the terminal gave it.</param>
/// <param name="TakenAt">Unix ms: of its position, or of arrival where it has none.</param>
/// <param name="Channel">Channel of the camera.</param>
/// <param name="Cause">What made the terminal take it: 0 the platform, 1 time, 2 robbery, 3 collision, 4 door opened, 5 door closed, 6 driving off, 7 distance.</param>
/// <param name="Extension">Kind of file, without a dot, e.g. <c>jpg</c>.</param>
/// <param name="Place">Where; null if it does not say.</param>
/// <param name="Bytes">Its bytes; they belong to the receiver.</param>
public sealed record TerminalMedium(string DeviceId, uint MediaId, long TakenAt, int Channel, int Cause, string Extension, GeoPoint? Place, ReadOnlyMemory<byte> Bytes);

/// <summary>Keeps a picture of a terminal; it is acknowledged when the task completes, so it must be on disk by then. The same one may come again.</summary>
public delegate ValueTask TakeTerminalMedium(TerminalMedium medium, CancellationToken cancellationToken);
