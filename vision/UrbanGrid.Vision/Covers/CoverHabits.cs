using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>
/// How a cover's looks usually are while it is present without doubt: snow and noise move in every look and are no passers-by, and plain
/// ground is hardly like itself from picture to picture, which is no reason to doubt the view.
/// </summary>
internal sealed class CoverHabits(CoverSettings settings)
{
    private double _motion;
    private double _ring = double.NaN;

    /// <summary>Share of the cover that may move in a quiet look.</summary>
    public double MotionMax => Math.Clamp(settings.MotionUsual * _motion, settings.MotionMax, settings.MotionMost);

    /// <summary>Mean of the surroundings' likenesses below which nothing can be said.</summary>
    public double RingReadable => double.IsNaN(_ring)
        ? settings.RingReadable
        : Math.Min(settings.RingReadable, settings.RingUsual * Math.Max(0, _ring));

    /// <summary>How like their reference the surroundings are: the mean of two likenesses, −1..1; less than no likeness of detail is none.</summary>
    public static double RingOf(in CoverFeatures f) => (f.OrientationRing + Math.Max(0, f.DetailRing)) / 2;

    /// <summary>Takes a look at which the cover was present without doubt.</summary>
    public void Add(double motion, in CoverFeatures f)
    {
        // The first look after a start is held against nothing.
        _motion += settings.HabitShare * (Math.Max(0, motion) - _motion);
        _ring = double.IsNaN(_ring) ? RingOf(f) : _ring + (settings.HabitShare * (RingOf(f) - _ring));
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (_motion, _ring) = (0, double.NaN);
}
