using System.Buffers;
using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>A part of a file that the hub asked a device for.</summary>
/// <param name="DeviceId">Device it comes from.</param>
/// <param name="FileId">Id the hub gave the file.</param>
/// <param name="Part">0 for the manifest, then 1 and on.</param>
/// <param name="Bytes">Its bytes; they belong to the receiver.</param>
public sealed record FilePart(string DeviceId, string FileId, int Part, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Keeps a part; it is acknowledged to the device when the task completes, so it must be on disk by then. The same part may
/// come again. False if nobody asked for the file: then nothing is kept, and the device is told to give it up.
/// </summary>
public delegate ValueTask<bool> TakeFilePart(FilePart part, CancellationToken cancellationToken);

/// <summary>Where parts of files come in, whatever the link.</summary>
public sealed class DeviceFiles(Lazy<TakeFilePart> take)
{
    /// <summary>Takes a message of the topic <c>…/file/{id}/{part}</c>.</summary>
    /// <returns>Whether it was asked for.</returns>
    internal async ValueTask<bool> TakeAsync(DeviceTopic topic, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        var slash = topic.Tail.IndexOf('/', StringComparison.Ordinal);
        return payload.Length <= FileManifest.PartBytes
            && DeviceId.IsValid(topic.Tail[..slash])
            && int.TryParse(topic.Tail.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && await take.Value(new FilePart(topic.DeviceId, topic.Tail[..slash], part, payload.ToArray()), cancellationToken);
    }
}
