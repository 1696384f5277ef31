using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>The pictures of one cover: looks since the last decision, and the references they are held against.</summary>
internal sealed class TaughtCover : IDisposable
{
    private readonly CoverHandle _handle;

    public TaughtCover(PictureBox box, CoverSettings settings)
    {
        NativeMethods.Check(CoverMethods.Open(
            settings.ToNative(), (float)box.X, (float)box.Y, (float)box.Width, (float)box.Height, out _handle));
    }

    /// <summary>Kinds of light it knows.</summary>
    public int References { get; private set; }

    /// <summary>Looks at a frame, aligned on the cover's surroundings.</summary>
    /// <exception cref="VisionException">The cover has under 8×4 pixels or lies outside the picture.</exception>
    public CoverLook Look(CoverPicture picture)
    {
        NativeMethods.Check(CoverMethods.LookAt(_handle, picture.Handle, out var look));
        return look;
    }

    /// <summary>Begins the next decision; the last look stays to measure motion against.</summary>
    public void Next() => NativeMethods.Check(CoverMethods.Next(_handle));

    /// <summary>What was looked at becomes one more reference.</summary>
    public CoverLesson Teach()
    {
        NativeMethods.Check(CoverMethods.Teach(_handle, out var lesson));
        References++;
        return lesson;
    }

    /// <summary>Gives a reference up; those after it move down by one.</summary>
    public void Forget(int reference)
    {
        NativeMethods.Check(CoverMethods.Forget(_handle, reference));
        References--;
    }

    /// <summary>Holds the looks that moved no more than <paramref name="motionMax"/> against the most similar reference.</summary>
    public CoverFeatures Compare(double motionMax)
    {
        NativeMethods.Check(CoverMethods.Compare(_handle, (float)motionMax, out var features));
        return features;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
