using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>What one run of ffmpeg does with a camera.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="MaskFile">Picture of the privacy zones (<see cref="Capture.MaskFile"/>); null if there are none.</param>
/// <param name="Recording">The recording; null for none.</param>
public sealed record CapturePlan(CameraSettings Camera, string? MaskFile = null, RecordingOutput? Recording = null);

/// <summary>Where a run of ffmpeg records to.</summary>
/// <param name="Pieces">Name pattern of the pieces, with <c>%06d</c> for their number.</param>
/// <param name="ListFile">File to which ffmpeg adds a line for each finished piece.</param>
/// <param name="Copy">Whether the source's own video is kept as it is.</param>
/// <param name="EncodedWidth">Greatest width of what is encoded.</param>
public sealed record RecordingOutput(string Pieces, string ListFile, bool Copy, int EncodedWidth);
