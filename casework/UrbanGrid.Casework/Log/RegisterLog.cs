using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Log;

/// <summary>Appends what was changed in the catalogue and the city to their log, inside the caller's transaction.</summary>
internal static class RegisterLog
{
    public const string Catalogue = "catalogue";
    public const string City = "city";

    public static RegisterLogRow Entry(
        Actor actor, long at, string register, string action, string subject, string? before, string? after, string? detail = null) => new()
        {
            At = at,
            ActorId = actor.UserId,
            ActorName = actor.DisplayName,
            Register = register,
            Action = action,
            Subject = subject,
            Before = before,
            After = after,
            Detail = detail,
            PreviousHash = "",
            Hash = "",
        };

    /// <summary>Gives the entry its place and hash. It takes the lock of the head row, so call it last before saving.</summary>
    public static async Task AppendAsync(CaseworkDb db, RegisterLogRow entry, CancellationToken cancellationToken)
    {
        await db.RegisterLogHeads.ExecuteUpdateAsync(
            head => head.SetProperty(h => h.Position, h => h.Position + 1), cancellationToken);
        var last = await db.RegisterLogHeads.AsNoTracking().SingleAsync(cancellationToken);
        entry.Position = last.Position;
        entry.PreviousHash = last.Hash;
        entry.Hash = HashOf(entry);
        await db.RegisterLogHeads.ExecuteUpdateAsync(
            head => head.SetProperty(h => h.Hash, entry.Hash), cancellationToken);
        db.RegisterLog.Add(entry);
    }

    /// <summary>SHA-256 over the 32 bytes of the previous hash, then the entry as compact JSON with its fields in this order.</summary>
    public static string HashOf(RegisterLogRow entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Convert.FromHexString(entry.PreviousHash));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("position", entry.Position);
            json.WriteNumber("at", entry.At);
            json.WriteString("actorId", entry.ActorId);
            json.WriteString("actorName", entry.ActorName);
            json.WriteString("register", entry.Register);
            json.WriteString("action", entry.Action);
            json.WriteString("subject", entry.Subject);
            json.WriteString("before", entry.Before);
            json.WriteString("after", entry.After);
            json.WriteString("detail", entry.Detail);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
