using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cameras.Covers;

/// <summary>What covers must be like before a detector gets them.</summary>
public static class CoverCheck
{
    private const int MaxCovers = 32;
    private const int MaxName = 64;
    private const int CodeLength = 16;

    /// <summary>Checks covers.</summary>
    /// <exception cref="ProblemException">One is not usable; says which and why.</exception>
    public static void Check(IReadOnlyList<CameraCover>? covers)
    {
        if (covers is null || covers.Count > MaxCovers)
        {
            throw new ProblemException("invalid_value", "covers", $"0..{MaxCovers}");
        }

        foreach (var cover in covers)
        {
            Require(cover is not null, "covers", "{ name, box, componentCode }");
            Require(cover!.Name is { Length: > 0 and <= MaxName }, "name", $"1..{MaxName}");
            var box = cover.Box;
            Require(box is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 }, $"{cover.Name}.box", "0..1");
            Require(box.X + box.Width <= 1 && box.Y + box.Height <= 1, $"{cover.Name}.box", "0..1");
            Require(
                cover.ComponentCode is null || (cover.ComponentCode.Length == CodeLength && cover.ComponentCode.All(char.IsAsciiDigit)),
                $"{cover.Name}.componentCode", $"0-9 × {CodeLength}");
        }

        Require(covers.DistinctBy(c => c.Name).Count() == covers.Count, "name", "unique");
    }

    private static void Require(bool holds, string what, string must)
    {
        if (!holds)
        {
            throw new ProblemException("invalid_value", what, must);
        }
    }
}
