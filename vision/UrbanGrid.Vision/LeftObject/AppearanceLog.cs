using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>How a region looked lately.</summary>
internal sealed class AppearanceLog(double keptSeconds)
{
    private readonly Queue<(double At, float Likeness, float Covered)> _looks = new();

    private (double Likeness, double Covered) _before = (0, 1);

    /// <summary>Mean share of the region that differed from its candidate layer.</summary>
    public double MeanCovered => _looks.Count == 0 ? _before.Covered : _looks.Average(l => l.Covered);

    public void Add(double now, in RegionLook look)
    {
        _looks.Enqueue((now, look.Likeness, look.Covered));
        while (now - _looks.Peek().At > keptSeconds)
        {
            _looks.Dequeue();
        }
    }

    /// <summary>Its picture is taken anew: what the looks at the old one told holds until there is one at the new.</summary>
    public void Restart()
    {
        _before = (LowLikeness(), MeanCovered);
        _looks.Clear();
    }

    /// <summary>The likeness to its own picture that four of five looks reached.</summary>
    public double LowLikeness()
    {
        if (_looks.Count == 0)
        {
            return _before.Likeness;
        }

        float[] sorted = [.. _looks.Select(l => l.Likeness)];
        Array.Sort(sorted);
        return sorted[sorted.Length / 5];
    }
}
