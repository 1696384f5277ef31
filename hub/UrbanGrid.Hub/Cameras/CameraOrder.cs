using UrbanGrid.Contracts;
using UrbanGrid.Ingest;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Something for a camera's worker to do; done in order, between two frames.</summary>
public abstract record CameraOrder
{
    /// <summary>Look at a frame.</summary>
    public sealed record Look(CameraFrame Frame) : CameraOrder;

    /// <summary>Take the thing at a place for a part of the street.</summary>
    public sealed record AcceptFixture(PictureBox Box) : CameraOrder;

    /// <summary>Take the view as it is now for the right one.</summary>
    public sealed record AcceptView : CameraOrder;

    /// <summary>Ask the pipeline, null before the first frame; whoever asks must be told, also when it fails.</summary>
    public sealed record Ask(Action<FramePipeline?> Question) : CameraOrder;

    /// <summary>Start anew with other settings. What belongs in the picture stays as the worker has it, which is newer than what is stored.</summary>
    public sealed record StartAnew(StoredWatch Watch) : CameraOrder;

    /// <summary>Watch no more; what is queued behind it is left.</summary>
    public sealed record End : CameraOrder;

    /// <summary>Take how a cover looks now for how it should be; the settings are those of a later start.</summary>
    public sealed record AcceptReference(string Cover, StoredWatch Watch) : CameraOrder;
}
