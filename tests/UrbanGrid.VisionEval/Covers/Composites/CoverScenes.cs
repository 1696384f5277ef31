using UrbanGrid.Vision.Clips;

namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>Where covers are present: the real clip, and closed covers of the picture collection with a camera's noise added.</summary>
internal static class CoverScenes
{
    /// <summary>Seconds of the clip in which nobody is near the cover.</summary>
    private const double QuietSeconds = 9;

    /// <summary>Chosen by eye: not closed for sure, or cut off.</summary>
    private static readonly string[] Unusable = ["49f6", "2e8d", "0fc1", "9ca9", "b28b", "63e8", "23b4", "a799", "3ecc", "7bfe", "3ec0"];

    /// <summary>The clip's pavement around its cover, the cover <paramref name="coverWidth"/> pixels wide; consecutive real frames.</summary>
    public static async Task<CoverScene> OfClipAsync(string clip, int coverWidth)
    {
        var scale = coverWidth / 56f;
        var (width, height) = ((int)(640 * scale), (int)(360 * scale));
        var box = new CoverBox(236.5f * scale, 204 * scale, 56 * scale, 33.75f * scale);
        List<Raster> frames = [];
        var (left, top) = ((int)(box.X - (1.75 * box.Width)), (int)(box.Y - (2.2 * box.Height)));
        await foreach (var frame in ClipFrames.ReadAsync(clip, 5, $"scale={width}:{height}", quality: 3))
        {
            if (frame.Seconds > QuietSeconds)
            {
                break;
            }

            frames.Add(Raster.Decode(frame.Jpeg).Warp((int)(4.5 * box.Width), (int)(5.4 * box.Height), Affine.Shift(-left, -top)));
        }

        return new CoverScene("clip", frames, new CoverBox(box.X - left, box.Y - top, box.Width, box.Height));
    }

    /// <summary>Closed covers of the pictures that have enough surroundings.</summary>
    public static IReadOnlyList<CoverScene> OfPictures(ManholePictures pictures, int coverWidth, int frames)
    {
        List<CoverScene> scenes = [];
        foreach (var crop in pictures.Crops.Where(c => !c.IsOpen && !Unusable.Any(u => c.File.StartsWith(u, StringComparison.Ordinal))))
        {
            var (b, p) = (crop.Box, crop.Picture);
            double[] margins = [b.X / b.Width, b.Y / b.Height, (p.Width - b.X - b.Width) / b.Width, (p.Height - b.Y - b.Height) / b.Height];
            Array.Sort(margins);
            if (b.Width < 70 || margins[0] < 0.12 || margins[1] < 0.3)
            {
                continue;
            }

            var scale = coverWidth / b.Width;
            var (width, height) = ((int)(coverWidth * 4.5), (int)(coverWidth * 4.5 * 0.8));
            var source = scale > 0.7 ? p : p.Blur(0.4 / scale);
            var back = new Affine(1 / scale, 0, b.MiddleX - (width / 2f / scale), 0, 1 / scale, b.MiddleY - (height / 2f / scale));
            var picture = source.Warp(width, height, back);
            var random = new Random(scenes.Count + 1);
            scenes.Add(new CoverScene(
                crop.File[..4],
                [.. Enumerable.Range(0, frames).Select(_ => Noisy(picture, 2, random))],
                new CoverBox((width / 2f) - (coverWidth / 2f) + 0.5f, (height / 2f) - (scale * b.Height / 2) + 0.5f, coverWidth, scale * b.Height)));
        }

        return scenes;
    }

    public static Raster Noisy(Raster picture, double deviation, Random random) => picture.Map((_, _, _, v) => v + (float)(deviation * random.Normal()));
}
