using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Log;

/// <summary>
/// Hash of a log entry: SHA-256 over the 32 bytes of the previous hash, then the entry as compact JSON with its fields
/// in this order. Changing the order or a name breaks every stored chain.
/// </summary>
internal static class LogHash
{
    /// <summary>What stands before the first entry.</summary>
    public static string Origin { get; } = new('0', 64);

    public static string Of(CaseLogRow entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Convert.FromHexString(entry.PreviousHash));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("position", entry.Position);
            json.WriteString("case", entry.CaseNumber);
            json.WriteNumber("seq", entry.Seq);
            json.WriteNumber("at", entry.At);
            json.WriteString("action", entry.Action);
            json.WriteString("actorId", entry.ActorId);
            json.WriteString("actorName", entry.ActorName);
            json.WriteString("actorRole", entry.ActorRole);
            json.WriteString("from", entry.FromState);
            json.WriteString("to", entry.ToState);
            json.WriteString("opinion", entry.Opinion);
            json.WriteString("result", entry.Result);
            json.WriteString("department", entry.Department);
            json.WriteString("condition", entry.Condition);
            json.WriteString("evidence", entry.Evidence);
            json.WriteString("detail", entry.Detail);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
