using System.Security.Cryptography;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>
/// Hands a file that the hub asked for over to the spool: the manifest, then the parts. From there on it survives a restart
/// on either side, and every part is sent until the hub has it.
/// </summary>
public static class FileUpload
{
    /// <summary>Hands a file over.</summary>
    public static void Send(Outbox outbox, string deviceId, string fileId, ReadOnlySpan<byte> content, string mediaType, long from, long to)
    {
        var manifest = new FileManifest
        {
            Bytes = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), MediaType = mediaType, From = from, To = to,
        };
        outbox.FileManifest(deviceId, fileId, manifest);
        for (var part = 1; part <= manifest.Parts; part++)
        {
            outbox.FilePart(deviceId, fileId, part, content.Slice((part - 1) * FileManifest.PartBytes, manifest.LengthOf(part)));
        }
    }

    /// <summary>Says that there is no file, and why.</summary>
    public static void Refuse(Outbox outbox, string deviceId, string fileId, string why) =>
        outbox.FileManifest(deviceId, fileId, new FileManifest { Error = why });
}
