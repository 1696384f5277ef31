using System.Runtime.InteropServices;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Privacy;

/// <summary>Makes people unrecognisable in a copy of a picture, for those outside the house.</summary>
public sealed class PeopleBlur(PeopleBlurSettings settings)
{
    private const int MaxPeople = 256;

    /// <summary>With the usual settings.</summary>
    public PeopleBlur()
        : this(new PeopleBlurSettings())
    {
    }

    /// <summary>Where people are: upright ones by their shape, faces by the cascade if there is one.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    /// <exception cref="VisionException">The file of the cascade is none.</exception>
    public IReadOnlyList<PictureBox> Find(ReadOnlySpan<byte> jpeg)
    {
        var faces = settings.Faces is { } file && File.Exists(file) ? Marshal.StringToCoTaskMemUTF8(file) : 0;
        try
        {
            var native = new NativePeopleSettings
            {
                HitThreshold = (float)settings.HitThreshold,
                ScaleStep = (float)settings.ScaleStep,
                Enlarge = (float)settings.Enlarge,
                EnlargedWidth = settings.EnlargedWidth,
                Faces = faces,
            };
            var boxes = new NativeBox[MaxPeople];
            NativeMethods.Check(PrivacyMethods.PeopleFind(jpeg, jpeg.Length, native, boxes, MaxPeople, out var count));

            // A crowd that does not fit is no reason to show a part of it.
            return count > MaxPeople ? [new PictureBox(0, 0, 1, 1)] : [.. boxes.Take(count).Select(b => Widened(b.ToBox()))];
        }
        finally
        {
            Marshal.FreeCoTaskMem(faces);
        }
    }

    /// <summary>A copy in which people are blurred, and boxes that the caller knows of besides, e.g. from the object detector.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public byte[] Apply(ReadOnlySpan<byte> jpeg, IEnumerable<PictureBox>? known = null)
    {
        NativeBox[] boxes = [.. Find(jpeg).Concat(known ?? []).Select(NativeBox.Of)];
        NativeMethods.Check(PrivacyMethods.JpegBlur(jpeg, jpeg.Length, boxes, boxes.Length, settings.Cells, settings.Quality, out var result));
        return Pictures.Take(ref result);
    }

    private PictureBox Widened(PictureBox box)
    {
        var (dx, dy) = (box.Width * settings.Margin, box.Height * settings.Margin);
        var (left, top) = (Math.Max(0, box.X - dx), Math.Max(0, box.Y - dy));
        return new PictureBox(left, top, Math.Min(1, box.X + box.Width + dx) - left, Math.Min(1, box.Y + box.Height + dy) - top);
    }
}
