using System.Security.Cryptography;
using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Fixtures;

namespace UrbanGrid.Vision;

/// <summary>How one camera is watched.</summary>
public sealed record CameraWatch
{
    /// <summary>Device id of the camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>Name drawn into evidence; the id stands in where the name is not plain ASCII.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Zones; none means the whole picture is watched for dumping with the default dwell.</summary>
    public IReadOnlyList<CameraZone> Zones { get; init; } = [];

    /// <summary>Covers to watch; needs their pictures in <see cref="CoverReferences"/>.</summary>
    public IReadOnlyList<CameraCover> Covers { get; init; } = [];

    /// <summary>By a cover's name, JPEG pictures of the whole view in which it is present and not covered, at most six kinds of light.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> CoverReferences { get; init; } =
        new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>();

    /// <summary>
    /// A JPEG of the same view in which the occupancy zones are empty, so that what stands there when the camera starts is
    /// seen too; empty where there is none, and then only what arrives is seen.
    /// </summary>
    public ReadOnlyMemory<byte> EmptyReference { get; init; }

    /// <summary>What belongs where it stands: what <see cref="FramePipeline.Fixtures"/> gave when the camera ran last.</summary>
    public IReadOnlyList<Fixture> Fixtures { get; init; } = [];

    /// <summary>
    /// How the view looked when the camera ran last, as <see cref="FramePipeline.SaveView"/> gave it, so that a camera that was turned
    /// in between is noticed; empty where nothing is known, and then the first good pictures are the reference. Bytes of another
    /// version of the program count as empty.
    /// </summary>
    public ReadOnlyMemory<byte> View { get; init; }

    /// <summary>
    /// What is drawn on the picture, zones and covers, as one word: what was known of the view (<see cref="View"/>) holds as long as
    /// this is the same, since whoever draws anew says that the view as it is now is the right one.
    /// </summary>
    public string Drawing
    {
        get
        {
            var zones = Zones.Select(z => $"{z.Name}{z.Purpose}{string.Concat(z.Polygon.Select(p => FormattableString.Invariant($" {p.X:R},{p.Y:R}")))}");
            var covers = Covers.Select(c => c.Name + FormattableString.Invariant($" {c.Box.X:R},{c.Box.Y:R},{c.Box.Width:R},{c.Box.Height:R}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [.. zones, "", .. covers]))));
        }
    }

    /// <summary>Zone of the time drawn into evidence and of the zones' hours.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
}
