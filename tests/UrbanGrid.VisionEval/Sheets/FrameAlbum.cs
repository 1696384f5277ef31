using UrbanGrid.Vision.Clips;

namespace UrbanGrid.VisionEval.Sheets;

/// <summary>About two pictures a second of a clip, to make contact sheets of.</summary>
internal sealed class FrameAlbum
{
    private const double Spacing = 0.45;
    private readonly List<ClipFrame> _frames = [];

    /// <summary>Keeps the picture if the last kept one is old enough.</summary>
    public void Add(in ClipFrame frame)
    {
        if (_frames.Count == 0 || frame.Seconds - _frames[^1].Seconds >= Spacing)
        {
            _frames.Add(frame);
        }
    }

    /// <summary>The kept picture nearest to a moment; null if there is none at all.</summary>
    public ClipFrame? At(double seconds) => _frames.Count == 0 ? null : _frames.MinBy(f => Math.Abs(f.Seconds - seconds));
}
