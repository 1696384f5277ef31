using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Native;

/// <summary>
/// What one camera sees, on the work grid: background layer, candidate layer and the static blobs in which they differ.
/// Regions are named by number and live until dropped or until the scene starts anew.
/// </summary>
internal sealed class Scene : IDisposable
{
    /// <summary>Zone number that stands for the whole picture.</summary>
    public const int Anywhere = -1;

    /// <summary>Rows and columns of a signature.</summary>
    public const int SignatureSide = 12;

    private const int IgnoredZone = -1;
    private readonly SceneHandle _handle;
    private readonly Blob[] _blobs = new Blob[256];
    private readonly Mover[] _movers = new Mover[32];
    private readonly Piece[] _company = new Piece[16];

    public Scene(in SceneSettings settings)
    {
        NativeMethods.Check(NativeMethods.SceneOpen(settings, out _handle));
    }

    /// <summary>Adds a zone that regions can be asked about; no corners mean the whole picture.</summary>
    public void AddZone(int zone, IReadOnlyList<PicturePoint> polygon) => SetZone(zone, polygon);

    /// <summary>Nothing inside is seen.</summary>
    public void Ignore(IReadOnlyList<PicturePoint> polygon) => SetZone(IgnoredZone, polygon);

    /// <summary>Takes the next frame, at a time of the scene's clock that never goes back.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no complete JPEG; the scene is as before.</exception>
    public SceneFrame Feed(ReadOnlySpan<byte> jpeg, double seconds)
    {
        NativeMethods.Check(NativeMethods.SceneFeed(_handle, jpeg, jpeg.Length, seconds, out var frame));
        return frame;
    }

    /// <summary>Static blobs of the last frame; valid until the next.</summary>
    public ReadOnlySpan<Blob> Blobs()
    {
        NativeMethods.Check(NativeMethods.SceneBlobs(_handle, _blobs, _blobs.Length, out var count));
        return _blobs.AsSpan(0, count);
    }

    /// <summary>Fills a coarse raster with 1 where something is in front of the background.</summary>
    public void ReadCells(Span<byte> cells, int columns, int rows) =>
        NativeMethods.Check(NativeMethods.SceneCells(_handle, cells, columns, rows));

    /// <summary>Keeps mask and picture of a blob of the last frame.</summary>
    public int Take(int label)
    {
        NativeMethods.Check(NativeMethods.RegionTake(_handle, label, out var region));
        return region;
    }

    public void Drop(int region) => NativeMethods.Check(NativeMethods.RegionDrop(_handle, region));

    public RegionLook Look(int region)
    {
        NativeMethods.Check(NativeMethods.RegionLook(_handle, region, out var look));
        return look;
    }

    public RegionFeatures Features(int region)
    {
        NativeMethods.Check(NativeMethods.RegionFeatures(_handle, region, out var features));
        return features;
    }

    /// <summary>How the region lies to the zone.</summary>
    public RegionPlace Place(int region, int zone)
    {
        NativeMethods.Check(NativeMethods.RegionPlace(_handle, region, zone, out var place));
        return place;
    }

    /// <summary>How much two regions have the same colours, 0..1.</summary>
    public double SameColours(int region, int other)
    {
        NativeMethods.Check(NativeMethods.RegionSameColours(_handle, region, other, out var likeness));
        return likeness;
    }

    /// <summary>What moved in the last frame, largest first; valid until the next call.</summary>
    public ReadOnlySpan<Mover> Movers()
    {
        NativeMethods.Check(NativeMethods.SceneMovers(_handle, _movers, _movers.Length, out var count));
        return _movers.AsSpan(0, count);
    }

    /// <summary>Share of the zone in which something static stands, 0..1.</summary>
    public double Occupied(int zone)
    {
        NativeMethods.Check(NativeMethods.SceneOccupied(_handle, zone, out var share));
        return share;
    }

    /// <summary>Gives a picture of the same view in which the zones are empty.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public void SetReference(ReadOnlySpan<byte> jpeg, ReadOnlySpan<int> zones) =>
        NativeMethods.Check(NativeMethods.SceneReference(_handle, jpeg, jpeg.Length, zones, zones.Length));

    /// <summary>What became of the picture of the empty zones.</summary>
    public ReferenceUse ReferenceUse()
    {
        NativeMethods.Check(NativeMethods.SceneReferenceUse(_handle, out var use));
        return use;
    }

    /// <summary>A small picture of what stands in the box: <see cref="SignatureSide"/> squared, blue, green, red.</summary>
    public byte[] Signature(GridBox box)
    {
        var pixels = new byte[SignatureSide * SignatureSide * 3];
        NativeMethods.Check(NativeMethods.SceneSignature(_handle, box.X, box.Y, box.Width, box.Height, pixels));
        return pixels;
    }

    /// <summary>The background layer as JPEG.</summary>
    /// <exception cref="VisionException">There is none yet.</exception>
    public byte[] BackgroundPicture(int quality)
    {
        NativeMethods.Check(NativeMethods.SceneBackground(_handle, quality, out var result));
        return Pictures.Take(ref result);
    }

    /// <summary>Pixels around the region that moved at or after <paramref name="since"/>, the region itself left out.</summary>
    public int MovedAround(int region, int zone, int reach, double since) => Moved(region, zone, reach, since, aroundOnly: 1);

    /// <summary>Pixels at and around the region that moved at or after <paramref name="since"/>.</summary>
    public int MovedAt(int region, int reach, double since) => Moved(region, Anywhere, reach, since, aroundOnly: 0);

    /// <summary>The region with all of the last frame's foreground within reach that hangs together with it.</summary>
    public GridBox Figure(int region, int reach)
    {
        NativeMethods.Check(NativeMethods.RegionFigure(_handle, region, reach, out var x, out var y, out var width, out var height));
        return new GridBox(x, y, width, height);
    }

    /// <summary>
    /// What differs from the background within reach of the region, piece by piece; the first is what hangs together with the
    /// region, itself included. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<Piece> Company(int region, int zone, int reach)
    {
        NativeMethods.Check(NativeMethods.RegionCompany(_handle, region, zone, reach, _company, _company.Length, out var count));
        return _company.AsSpan(0, count);
    }

    /// <summary>Static foreground around the region that is not the region itself, pixels.</summary>
    public int Others(int region, int zone, int reach)
    {
        NativeMethods.Check(NativeMethods.RegionOthers(_handle, region, zone, reach, out var pixels));
        return pixels;
    }

    /// <summary>The region becomes background.</summary>
    public void Absorb(int region) => NativeMethods.Check(NativeMethods.RegionAbsorb(_handle, region));

    /// <summary>Everything static inside the box becomes background.</summary>
    public void Absorb(GridBox box) =>
        NativeMethods.Check(NativeMethods.SceneAbsorbBox(_handle, box.X, box.Y, box.Width, box.Height));

    /// <summary>Forgets the background; the next frames are a first look.</summary>
    public void Relearn() => NativeMethods.Check(NativeMethods.SceneRelearn(_handle));

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private int Moved(int region, int zone, int reach, double since, int aroundOnly)
    {
        NativeMethods.Check(NativeMethods.RegionMoved(_handle, region, zone, reach, since, aroundOnly, out var pixels));
        return pixels;
    }

    private void SetZone(int zone, IReadOnlyList<PicturePoint> polygon)
    {
        float[] points = [.. polygon.SelectMany(p => new[] { (float)p.X, (float)p.Y })];
        NativeMethods.Check(NativeMethods.SceneZone(_handle, zone, points, polygon.Count));
    }
}
