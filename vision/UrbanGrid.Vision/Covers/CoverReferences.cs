using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>Which kinds of light a cover knows, and which of them matched longest ago.</summary>
internal sealed class CoverReferences(TaughtCover cover, CoverSettings settings)
{
    private readonly List<double> _matched = [];

    /// <summary>What the last lesson found.</summary>
    public CoverLesson? Lesson { get; private set; }

    public int Count => cover.References;

    /// <summary>What was looked at becomes one more; when there are too many, the one that matched longest ago goes.</summary>
    public void Teach(double now)
    {
        if (_matched.Count == settings.ReferencesMax)
        {
            var oldest = _matched.IndexOf(_matched.Min());
            cover.Forget(oldest);
            _matched.RemoveAt(oldest);
        }

        Lesson = cover.Teach();
        _matched.Add(now);
    }

    /// <summary>Notes that a reference matched a present cover.</summary>
    public void Matched(int reference, double now) => _matched[reference] = now;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        for (; _matched.Count > 0; _matched.RemoveAt(0))
        {
            cover.Forget(0);
        }
    }

    /// <summary>What the last lesson warns of.</summary>
    public IEnumerable<CoverWarning> Warnings()
    {
        if (Lesson is not { } lesson)
        {
            yield break;
        }

        if (lesson.PictureWidth < settings.WidthMin)
        {
            yield return CoverWarning.TooSmall;
        }

        if (lesson.Texture < settings.TextureMin)
        {
            yield return CoverWarning.LittleTexture;
        }

        if (lesson.Surroundings < settings.SurroundingsMin)
        {
            yield return CoverWarning.PlainSurroundings;
        }
    }
}
