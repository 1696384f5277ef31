namespace UrbanGrid.Bench;

/// <summary>
/// A day of footage: a clip forwards and backwards again and again, in the light of the hour. So nothing jumps, and what is put down
/// is fetched again, all day; from one light to the next it changes at once, as with a street lamp.
/// </summary>
internal sealed class SoakDay
{
    private const double FramesPerSecond = 2;

    // Lights by hour of the day: night, dusk, morning, noon. Night is dark, nearly without colour, and noisy.
    private static readonly string[] Lights =
    [
        "lutyuv=y=val*0.45:u=(val-128)*0.3+128:v=(val-128)*0.3+128,noise=alls=4:allf=t", "lutyuv=y=val*0.65", "lutyuv=y=val*0.80", "null",
    ];

    private readonly VisionBenchClip[] _lights;

    private SoakDay(VisionBenchClip[] lights) => _lights = lights;

    /// <summary>Time between two frames, ms.</summary>
    public long FrameMs => Noon.FrameMs;

    /// <summary>The clip in full light.</summary>
    public VisionBenchClip Noon => _lights[^1];

    /// <summary>Reads the clip in all lights into memory, which then does not grow.</summary>
    public static async Task<SoakDay> LoadAsync(CancellationToken cancellation)
    {
        List<VisionBenchClip> lights = [];
        foreach (var light in Lights)
        {
            lights.Add(await VisionBenchClip.LoadAsync(FramesPerSecond, cancellation, light));
        }

        return new SoakDay([.. lights]);
    }

    /// <summary>The frame at so many milliseconds after midnight.</summary>
    public byte[] At(long stamp)
    {
        var frames = _lights[LightAt((int)(stamp / 3_600_000 % 24))].Frames;
        var at = (int)(stamp / FrameMs % (2 * frames.Count));
        return frames[at < frames.Count ? at : (2 * frames.Count) - 1 - at];
    }

    private static int LightAt(int hour) => hour switch
    {
        < 5 or >= 21 => 0,
        5 or 6 or 19 or 20 => 1,
        < 10 or >= 16 => 2,
        _ => 3,
    };
}
