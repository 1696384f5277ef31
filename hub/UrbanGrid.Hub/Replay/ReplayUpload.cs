using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>
/// The multipart body of <c>POST /replays</c>, read part by part: a clip goes to a file as it comes in and is never in
/// memory. Disposing throws the file away unless it was taken.
/// </summary>
public sealed class ReplayUpload : IDisposable
{
    private const int SettingsBytesMax = 256 << 10;
    private const int NameLengthMax = 120;

    /// <summary>Room for the other parts and the boundaries.</summary>
    private const int Overhead = SettingsBytesMax + (64 << 10);

    /// <summary>The file as it came; null if another clip is named.</summary>
    public string? Path { get; private set; }

    /// <summary>What its sender called it.</summary>
    public string Name { get; private set; } = "clip";

    /// <summary>SHA-256 of a stored clip, if one is named.</summary>
    public string? Evidence { get; private set; }

    /// <summary>Id of an earlier replay whose clip is wanted again, if one is named.</summary>
    public string? Again { get; private set; }

    /// <summary>With what it is looked at.</summary>
    public ReplaySettings Settings { get; private set; } = new();

    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">No multipart form, a part that is too large or cannot be read, or no clip.</exception>
    public static async Task<ReplayUpload> ReadAsync(HttpContext context, string folder, ReplayLimits limits, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw new ProblemException("unsupported_media");
        }

        var bytesMax = limits.ClipBytesMax + Overhead;
        if (context.Request.ContentLength > bytesMax)
        {
            throw TooLarge(limits);
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bytesMax;
        var upload = new ReplayUpload();
        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                await upload.TakeAsync(section, folder, limits, cancellationToken);
            }

            upload.Settings.Check();
            return upload.Path is null && upload.Evidence is null && upload.Again is null
                ? throw new ProblemException("missing_value", "file")
                : upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    /// <summary>Moves the file to where it stays.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path!, path);
        Path = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Path is { } path)
        {
            File.Delete(path);
        }
    }

    private async Task TakeAsync(MultipartSection section, string folder, ReplayLimits limits, CancellationToken cancellationToken)
    {
        if (section.GetContentDispositionHeader() is not { } disposition)
        {
            return;
        }

        switch (HeaderUtilities.RemoveQuotes(disposition.Name).Value)
        {
            case "file" when Path is null:
                Name = NameOf(disposition);
                await SaveAsync(section.Body, folder, limits, cancellationToken);
                break;
            case "evidence":
                Evidence = await TextAsync(section.Body, "evidence", cancellationToken);
                break;
            case "replay":
                Again = await TextAsync(section.Body, "replay", cancellationToken);
                break;
            case "settings":
                Settings = Read(await TextAsync(section.Body, "settings", cancellationToken));
                break;
        }
    }

    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value;
        name = System.IO.Path.GetFileName(name?.Replace('\\', '/') ?? "");
        return name.Length == 0 ? "clip" : name[..Math.Min(name.Length, NameLengthMax)];
    }

    private async Task SaveAsync(Stream body, string folder, ReplayLimits limits, CancellationToken cancellationToken)
    {
        Path = System.IO.Path.Combine(Directory.CreateDirectory(folder).FullName, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (file.Length + read > limits.ClipBytesMax)
                {
                    throw TooLarge(limits);
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException && IsDiskFull(e))
        {
            throw new ProblemException("no_room");
        }
    }

    /// <summary>ENOSPC or EDQUOT, as .NET passes them on.</summary>
    private static bool IsDiskFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 122;

    private static async Task<string> TextAsync(Stream body, string part, CancellationToken cancellationToken)
    {
        var buffer = new byte[SettingsBytesMax + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > SettingsBytesMax
            ? throw new ProblemException("invalid_value", part, $"≤ {SettingsBytesMax} B")
            : System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static ReplaySettings Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ReplaySettings>(json, ApiJson.Options) ?? new ReplaySettings();
        }
        catch (JsonException e)
        {
            throw new ProblemException("bad_request", e.Message);
        }
    }

    private static ProblemException TooLarge(ReplayLimits limits) => new("clip_too_large", limits.ClipBytesMax >> 20);
}
