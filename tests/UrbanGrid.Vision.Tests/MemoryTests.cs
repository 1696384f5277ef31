using System.Diagnostics;
using UrbanGrid.Vision.LeftObject;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Tests;

/// <summary>What the process holds; alone, since the tests beside it would be counted too.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class MemoryTests
{
    [Fact]
    public void Openings_and_closings_leave_no_memory_behind()
    {
        var frames = Enumerable.Range(0, 5).Select(SmallFrame).ToArray();
        Churn(frames, 200);
        var before = ResidentBytes();
        Churn(frames, 2000);
        var grown = ResidentBytes() - before;
        Assert.True(grown < 40 << 20, $"grew by {grown >> 20} MiB");
    }

    private static void Churn(byte[][] frames, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var scene = new Scene(new LeftObjectSettings { LearnSeconds = 0.2, GridPixels = 64 * 36 }.ToSceneSettings());
            scene.AddZone(0, []);
            for (var f = 0; f < frames.Length; f++)
            {
                scene.Feed(frames[f], f * 0.5);
            }
        }
    }

    private static byte[] SmallFrame(int index)
    {
        var pixels = new byte[160 * 90 * 3];
        new Random(index).NextBytes(pixels);
        return Pictures.Encode(pixels, 160, 90, 80);
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.WorkingSet64;
    }
}

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
