using UrbanGrid.Contracts;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>One second's measures of a composed picture.</summary>
/// <param name="Scene">Place.</param>
/// <param name="Kind">Removal, nuisance or obstacle.</param>
/// <param name="Changed">Whether the cover is gone or out of place.</param>
/// <param name="Values">As <see cref="CoverScore.Names"/>.</param>
internal sealed record Measured(string Scene, string Kind, bool Changed, double[] Values);

/// <summary>Measures every composite of scenes.</summary>
internal sealed class MeasureTable(Removals removals)
{
    private const int LooksPerSecond = 5;
    private const int JpegQuality = 85;
    private readonly CoverSettings _settings = new();

    public IEnumerable<Measured> Of(CoverScene scene, int seeds)
    {
        using var cover = Taught(scene);
        for (var seed = 0; seed < seeds; seed++)
        {
            foreach (var kind in Enum.GetValues<Removal>())
            {
                var change = removals.Make(kind, scene.Box, HashCode.Combine((int)kind, seed));
                yield return new Measured(scene.Name, kind.ToString(), true, Look(cover, scene, (f, _) => change(f)));
            }

            foreach (var name in Nuisances.All)
            {
                var s = (seed * 1000) + Array.IndexOf(Nuisances.All, name);
                yield return new Measured(scene.Name, name, false, Look(cover, scene, (f, i) => Nuisances.Apply(name, f, scene.Box, s, i)));
            }
        }
    }

    private TaughtCover Taught(CoverScene scene)
    {
        var first = scene.Frames[0];
        var box = new PictureBox(
            scene.Box.X / first.Width, scene.Box.Y / first.Height, scene.Box.Width / first.Width, scene.Box.Height / first.Height);
        var cover = new TaughtCover(box, _settings);
        using var picture = new CoverPicture();
        foreach (var frame in scene.Frames.Take(10))
        {
            picture.Read(frame.Encode(JpegQuality), frame.Width);
            cover.Look(picture);
        }

        cover.Teach();
        return cover;
    }

    private double[] Look(TaughtCover cover, CoverScene scene, Func<Raster, int, Raster> change)
    {
        using var picture = new CoverPicture();
        for (var i = 0; i < LooksPerSecond; i++)
        {
            var frame = change(scene.Frames[(10 + i) % scene.Frames.Count], i);
            picture.Read(frame.Encode(JpegQuality), frame.Width);
            cover.Look(picture);
        }

        var features = cover.Compare(_settings.MotionMax);
        cover.Next();
        return CoverScore.Terms(features);
    }
}
