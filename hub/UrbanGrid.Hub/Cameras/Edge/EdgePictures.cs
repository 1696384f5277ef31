using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Cameras.Edge;

/// <summary>
/// Sends edge agents the pictures they miss, in parts. Nobody waits for an answer and nothing is kept: the agent is asked again
/// how it watches, and says what it still misses.
/// </summary>
public sealed class EdgePictures(CameraPictures pictures, DeviceCommands wire, TimeProvider time, ILogger<EdgePictures> logger)
{
    /// <summary>The command; its arguments are a <see cref="PicturePart"/>.</summary>
    public const string Command = "picture";

    /// <summary>Bytes that are sent before the agent is asked again: what waits for a device that went away meanwhile is limited.</summary>
    private const int BytesAtATime = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);

    /// <summary>Ids of pictures that the agent said it misses, in its answer to an order to watch.</summary>
    public static IReadOnlyList<string> MissingIn(CommandRecord order)
    {
        if (order is not { State: CommandState.Answered, ResultJson: { } result })
        {
            return [];
        }

        using var json = JsonDocument.Parse(result);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("missing", out var missing) && missing.ValueKind == JsonValueKind.Array
            ? [.. missing.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString()!)]
            : [];
    }

    /// <summary>Sends pictures. When the agent goes on missing the same ones, the pauses between two attempts grow.</summary>
    /// <returns>Whether it was done, so that the agent is to be asked again.</returns>
    public async Task<bool> SendAsync(string cameraId, IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        var what = string.Join(' ', missing);
        var before = _attempts.GetValueOrDefault(cameraId);
        if (before?.Missing == what && time.GetElapsedTime(before.At) < before.Pause)
        {
            return false;
        }

        var sent = 0;
        foreach (var id in missing)
        {
            if (await pictures.ReadAsync(cameraId, id, cancellationToken) is not { } picture)
            {
                continue;
            }

            if (!await SendAsync(cameraId, id, picture, cancellationToken))
            {
                return false;
            }

            sent += picture.Length;
            if (sent >= BytesAtATime)
            {
                break;
            }
        }

        var pause = before?.Missing == what ? TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, 2 * before.Pause.Ticks)) : FirstPause;
        _attempts[cameraId] = new Attempt(what, time.GetTimestamp(), pause);
        logger.LogInformation("Sent the agent of {Camera} {Bytes} bytes of the {Count} pictures it misses", cameraId, sent, missing.Count);
        return sent > 0;
    }

    private async Task<bool> SendAsync(string cameraId, string id, byte[] picture, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(picture));
        var chunks = picture.Chunk(PicturePart.PartBytes).ToList();
        foreach (var (n, chunk) in chunks.Index())
        {
            var part = new PicturePart(id, n + 1, chunks.Count, sha256, chunk);
            var command = new OutgoingCommand(
                Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
                cameraId,
                Command,
                JsonSerializer.SerializeToElement(part, WireJson.Default.PicturePart),
                (time.GetUtcNow() + Patience).ToUnixTimeMilliseconds());
            if (!await wire.SendAsync(command, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What was sent last.</summary>
    private sealed record Attempt(string Missing, long At, TimeSpan Pause);
}
