using System.Globalization;
using System.Text.Json;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>What a video file is.</summary>
/// <param name="Seconds">Length; null where the container does not say.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Codec">How it is coded, as ffmpeg calls it, e.g. <c>hevc</c>.</param>
public sealed record VideoFacts(double? Seconds, int Width, int Height, string Codec)
{
    /// <summary>Has ffprobe look at a file.</summary>
    /// <exception cref="ProblemException"><c>not_a_video</c>, <c>clip_too_long</c> or <c>video_program_missing</c>.</exception>
    public static async Task<VideoFacts> ReadAsync(string path, ReplayLimits limits, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limits.ProbePatience);
        string[] arguments =
        [
            .. VideoProgram.Careful,
            "-show_entries", "format=duration:stream=codec_type,codec_name,width,height,duration:stream_disposition=attached_pic",
            "-of", "json", path,
        ];
        try
        {
            var (exitCode, output, _) = await VideoProgram.RunAsync("ffprobe", arguments, null, patience.Token);
            var facts = (exitCode == 0 ? Read(output) : null) ?? throw new ProblemException("not_a_video");
            return facts.Seconds > limits.ClipSecondsMax
                ? throw new ProblemException("clip_too_long", Minutes(facts.Seconds.Value), Minutes(limits.ClipSecondsMax))
                : facts;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException("not_a_video");
        }
    }

    /// <summary>Minutes for people, one decimal.</summary>
    public static string Minutes(double seconds) => (seconds / 60).ToString("0.#", CultureInfo.InvariantCulture);

    private static VideoFacts? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (!root.TryGetProperty("streams", out var streams))
        {
            return null;
        }

        foreach (var stream in streams.EnumerateArray())
        {
            if (Text(stream, "codec_type") == "video" && !IsCoverArt(stream) && stream.TryGetProperty("width", out var width) && width.GetInt32() > 0)
            {
                var seconds = Number(stream, "duration") ?? (root.TryGetProperty("format", out var format) ? Number(format, "duration") : null);
                return new VideoFacts(seconds, width.GetInt32(), stream.GetProperty("height").GetInt32(), Text(stream, "codec_name") ?? "?");
            }
        }

        return null;
    }

    /// <summary>A sound file may carry a picture; that is no video.</summary>
    private static bool IsCoverArt(JsonElement stream) =>
        stream.TryGetProperty("disposition", out var disposition) && disposition.TryGetProperty("attached_pic", out var picture) && picture.GetInt32() == 1;

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement of, string name) =>
        double.TryParse(Text(of, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
