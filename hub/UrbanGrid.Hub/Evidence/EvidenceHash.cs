using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace UrbanGrid.Hub.Evidence;

/// <summary>
/// Hash of a link, made as that of the case log is: SHA-256 over the 32 bytes of the previous hash, then the link as compact
/// JSON with its fields in this order. Changing the order or a name breaks every stored chain.
/// </summary>
public static class EvidenceHash
{
    /// <summary>What stands before the first link.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>The hash a link must have.</summary>
    public static string Of(EvidenceLinkRow link) => Of(
        link.PreviousHash, link.Position, link.IncidentId, link.Sha256, link.MediaType, link.Stage, link.TakenAt, link.AddedAt, link.By);

    internal static string Of(
        string previousHash, long position, long incident, string sha256, string mediaType, string stage, long takenAt, long addedAt, string by)
    {
        var buffer = new ArrayBufferWriter<byte>(384);
        buffer.Write(Convert.FromHexString(previousHash));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("position", position);
            json.WriteNumber("incident", incident);
            json.WriteString("sha256", sha256);
            json.WriteString("mediaType", mediaType);
            json.WriteString("stage", stage);
            json.WriteNumber("takenAt", takenAt);
            json.WriteNumber("addedAt", addedAt);
            json.WriteString("by", by);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
