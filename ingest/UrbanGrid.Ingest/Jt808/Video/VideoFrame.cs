namespace UrbanGrid.Ingest.Jt808.Video;

/// <summary>A key frame of a terminal's camera.</summary>
/// <param name="Encoding"><c>h264</c> or <c>hevc</c>.</param>
/// <param name="Bytes">Its bytes, as a decoder takes them (Annex B).</param>
public sealed record VideoFrame(string Encoding, ReadOnlyMemory<byte> Bytes);
