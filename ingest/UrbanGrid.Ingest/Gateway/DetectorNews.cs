using System.Buffers;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// Takes what detectors beside a camera tell of themselves (<see cref="TopicKind.Overlay"/>, <see cref="TopicKind.Learned"/>); it is
/// acknowledged when the task completes. Says why it cannot be used, or null.
/// </summary>
/// <param name="topic">Of which camera, and what.</param>
/// <param name="json">The message, which belongs to the receiver.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate ValueTask<string?> TakeDetectorNews(DeviceTopic topic, ReadOnlyMemory<byte> json, CancellationToken cancellationToken);

/// <summary>Where detectors beside cameras tell of themselves, whatever the link.</summary>
public sealed class DetectorNews(Lazy<TakeDetectorNews> take)
{
    /// <summary>Longest message of the moment, bytes: a hundred things and thirty covers with their measures have half of it.</summary>
    public const int OverlayBytes = 128 * 1024;

    /// <summary>Longest message of what was learned, bytes: it holds the looks of a view in several lights.</summary>
    public const int LearnedBytes = 1024 * 1024;

    /// <summary>Takes a message of the topics <c>…/overlay</c> and <c>…/learned</c>; says why it cannot be used, or null.</summary>
    internal ValueTask<string?> TakeAsync(DeviceTopic topic, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        var most = topic.Kind == TopicKind.Overlay ? OverlayBytes : LearnedBytes;
        return payload.Length > most
            ? ValueTask.FromResult<string?>($"{payload.Length} bytes; {most} are allowed.")
            : take.Value(topic, payload.ToArray(), cancellationToken);
    }
}
