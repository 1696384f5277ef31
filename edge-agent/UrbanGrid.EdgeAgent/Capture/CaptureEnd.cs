namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>Why a capture ended.</summary>
public enum CaptureEndReason
{
    /// <summary>The source ended or the other side closed.</summary>
    EndOfStream,
    /// <summary>No frame came for too long.</summary>
    NoFrame,
    /// <summary>ffmpeg gave up; <see cref="CaptureEnd.Error"/> says why.</summary>
    Failed,
    /// <summary>ffmpeg cannot be started.</summary>
    NoProgram,
}

/// <summary>How a capture ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Frames">Frames it gave.</param>
/// <param name="Error">ffmpeg's own last line, without secrets.</param>
public sealed record CaptureEnd(CaptureEndReason Reason, long Frames, string? Error);
