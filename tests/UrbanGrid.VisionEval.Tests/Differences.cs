using UrbanGrid.VisionEval.Scenes;

namespace UrbanGrid.VisionEval.Tests;

/// <summary>Where and how much two drawn pictures differ.</summary>
internal static class Differences
{
    /// <summary>More than noise and the soft shadow at a foot, grey levels.</summary>
    private const int Clear = 26;

    /// <summary>A box side needs so many clearly different pixels, so that single ones do not stretch it.</summary>
    private const int Enough = 2;

    /// <summary>Box around the pixels that clearly differ; empty if none do.</summary>
    public static PixelBox BoxOf(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var (columns, rows) = (new int[Scene.Width], new int[Scene.Height]);
        for (var i = 0; i < a.Length; i++)
        {
            if (Math.Abs(a[i] - b[i]) > Clear)
            {
                columns[i / 3 % Scene.Width]++;
                rows[i / 3 / Scene.Width]++;
            }
        }

        var (left, right) = (Array.FindIndex(columns, n => n > Enough), Array.FindLastIndex(columns, n => n > Enough));
        var (top, bottom) = (Array.FindIndex(rows, n => n > Enough), Array.FindLastIndex(rows, n => n > Enough));
        return left < 0 || top < 0 ? default : new PixelBox(left, top, right + 1, bottom + 1);
    }

    /// <summary>Mean difference, grey levels.</summary>
    public static double Mean(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var sum = 0L;
        for (var i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum / (double)a.Length;
    }
}
