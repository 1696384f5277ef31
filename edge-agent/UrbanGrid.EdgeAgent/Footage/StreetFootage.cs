using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>
/// Composes a bag into <c>vtest.avi</c>: a man of the clip carries it down the road, turns round, leaves it at the kerb
/// and walks off. Places are pixels of the clip (768×576), read off its frames; times are seconds of the composed clip.
/// </summary>
public sealed class StreetFootage(string ffmpeg)
{
    /// <summary>When the bag is put down.</summary>
    public const double PutDownSeconds = 12;

    /// <summary>Where the bag lies in the composed clip.</summary>
    public static readonly PictureBox Bag = new((LeftAtX + 2) / 768.0, (GroundY - SpriteHeight + 2) / 576.0, 48 / 768.0, 43 / 576.0);

    /// <summary>Where in the original the composed clip begins, so that the bag stands at 12 s.</summary>
    private const double SourceStart = 9.1;

    private const int SpriteWidth = 54;
    private const int SpriteHeight = 48;

    /// <summary>Left and bottom of the bag where it is left, beside the man's feet.</summary>
    private const int LeftAtX = 668;
    private const int GroundY = 420;

    /// <summary>The man's feet at times of the original; the bag hangs from the hand on the right of the picture.</summary>
    private static readonly (double Seconds, double X, double Y)[] Feet =
    [
        (17.0, 472, 294), (17.2, 477, 296), (17.5, 487, 301), (17.8, 504, 305), (18.1, 523, 309), (18.4, 539, 317),
        (18.7, 557, 327), (19.0, 572, 338), (19.3, 589, 347), (19.6, 609, 357), (19.9, 630, 365), (20.2, 652, 376),
        (20.5, 666, 392), (20.8, 674, 401), (21.1, 673, 407),
    ];

    /// <summary>Writes the composed clip as MP4 (H.264).</summary>
    /// <exception cref="FootageException">ffmpeg is absent or fails.</exception>
    public async Task ComposeAsync(string source, string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(source))
        {
            throw new FootageException($"There is no file {source}; get it with fetch-vtest.");
        }

        var sprites = Directory.CreateTempSubdirectory("urbangrid-sprites-");
        try
        {
            var carried = await SaveAsync(sprites, "carried", withShadow: false, cancellationToken);
            var standing = await SaveAsync(sprites, "standing", withShadow: true, cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            await ChildProgram.RunAsync(ffmpeg, Arguments(source, carried, standing, target), cancellationToken);
        }
        finally
        {
            sprites.Delete(recursive: true);
        }
    }

    private static string[] Arguments(string source, string carried, string standing, string target)
    {
        var way = new Waypoints([.. Feet.Select(f => (f.Seconds - SourceStart, f.X, f.Y))]);
        var filter = string.Create(
            CultureInfo.InvariantCulture,
            $"[0:v]setpts=PTS-STARTPTS[street];"
            + $"[street][1:v]overlay=x='{way.ExpressionX(4)}':y='{way.ExpressionY(-2 + SpriteHeight)}':"
            + $"enable='between(t,{way.Start:0.###},{PutDownSeconds - 0.01})'[carried];"
            + $"[carried][2:v]overlay=x={LeftAtX}:y={GroundY - SpriteHeight}:enable='gte(t,{PutDownSeconds - 0.01})'");
        string[] sprite = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", $"{SpriteWidth}x{SpriteHeight}", "-i"];
        return
        [
            "-nostdin", "-v", "error", "-y",
            "-ss", SourceStart.ToString(CultureInfo.InvariantCulture), "-i", source,
            .. sprite, carried,
            .. sprite, standing,
            "-filter_complex", filter,
            "-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-g", "50", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
            target,
        ];
    }

    private static async Task<string> SaveAsync(DirectoryInfo folder, string name, bool withShadow, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.FullName, name + ".rgba");
        await File.WriteAllBytesAsync(path, new BagSprite(SpriteWidth, SpriteHeight, withShadow).Rgba, cancellationToken);
        return path;
    }
}
