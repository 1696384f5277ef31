using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Native;

/// <summary>Measures one camera's pictures against what it usually shows; decides nothing.</summary>
internal sealed class PictureProbe : IDisposable
{
    private readonly ProbeHandle _handle;

    public PictureProbe(in ProbeSettings settings)
    {
        NativeMethods.Check(HealthMethods.Open(settings, out _handle));
    }

    /// <summary>Nothing inside the polygon is looked at.</summary>
    public void Ignore(IReadOnlyList<PicturePoint> polygon)
    {
        float[] points = [.. polygon.SelectMany(p => new[] { (float)p.X, (float)p.Y })];
        NativeMethods.Check(HealthMethods.Ignore(_handle, points, polygon.Count));
    }

    /// <summary>Looks at a picture, at a time that never goes back. Another picture size forgets what was learned.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no complete JPEG; the probe is as before.</exception>
    public PictureLook LookAt(ReadOnlySpan<byte> jpeg, double seconds)
    {
        NativeMethods.Check(HealthMethods.LookAt(_handle, jpeg, jpeg.Length, seconds, out var look));
        return look;
    }

    /// <summary>Adds the last look to the reference being learned; returns how many looks it has.</summary>
    public int Learn()
    {
        NativeMethods.Check(HealthMethods.Learn(_handle, out var looks));
        return looks;
    }

    /// <summary>What was learned becomes a reference, or is forgotten.</summary>
    public void EndLearning(bool keep) => NativeMethods.Check(HealthMethods.EndLearning(_handle, keep ? 1 : 0));

    /// <summary>Forgets every reference.</summary>
    public void Forget() => NativeMethods.Check(HealthMethods.Forget(_handle));

    /// <summary>The references for a later start; empty where there are none.</summary>
    public byte[] Save()
    {
        NativeMethods.Check(HealthMethods.Save(_handle, out var buffer));
        return buffer.Length == 0 ? [] : Pictures.Take(ref buffer);
    }

    /// <summary>Takes what <see cref="Save"/> gave; after the last <see cref="Ignore"/>.</summary>
    /// <returns>False for bytes of another version, or none: nothing is known then.</returns>
    public bool Load(ReadOnlySpan<byte> saved)
    {
        NativeMethods.Check(HealthMethods.Load(_handle, saved, saved.Length, out var taken));
        return taken != 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
