using UrbanGrid.Contracts;
using UrbanGrid.Ingest;

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

    /// <summary>Tell what the empty street looks like, as JPEG; null while it is being learned.</summary>
    public sealed record ReadBackground(Action<byte[]?> Take) : CameraOrder;

    /// <summary>Start anew with another picture of the empty street; null for none.</summary>
    public sealed record UseEmptyStreet(byte[]? Jpeg) : CameraOrder;

    /// <summary>Start anew with other zones.</summary>
    public sealed record UseZones(IReadOnlyList<CameraZone> Zones) : CameraOrder;

    /// <summary>Start anew with other covers.</summary>
    public sealed record UseCovers(WatchedCovers Covers, IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> References) : CameraOrder;

    /// <summary>Take how a cover looks now for how it should be; the references are those of a later start.</summary>
    public sealed record AcceptReference(
        string Cover, WatchedCovers Covers, IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> References) : CameraOrder;
}
