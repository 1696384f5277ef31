using UrbanGrid.Contracts;
using UrbanGrid.Vision;

namespace UrbanGrid.Bench;

/// <summary>A camera with everything on: picture health, things left behind, an occupancy zone, and one cover taught from a picture.</summary>
internal static class VisionBenchCamera
{
    // The cover of aboda_video4: 266,272,63,45 of 720×480.
    private static readonly PictureBox Cover = new(266.0 / 720, 272.0 / 480, 63.0 / 720, 45.0 / 480);

    public static CameraWatch Watch(VisionBenchClip clip) => new()
    {
        CameraId = "bench",
        Zones =
        [
            new CameraZone { Name = "pavement", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 8 },
            new CameraZone
            {
                Name = "lane", Purpose = ZonePurpose.Occupancy, DwellSeconds = 10,
                Polygon = [new PicturePoint(0, 0.6), new PicturePoint(0.5, 0.6), new PicturePoint(0.5, 1), new PicturePoint(0, 1)],
            },
        ],
        Covers = [new CameraCover { Name = "lid", Box = Cover }],
        CoverReferences = new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> { ["lid"] = [clip.Frames[0]] },
    };
}
