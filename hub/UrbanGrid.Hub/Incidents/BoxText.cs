using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>A picture box in one column: <c>x y width height</c>.</summary>
public static class BoxText
{
    /// <summary>Writes a box.</summary>
    public static string? Write(PictureBox? box) => box is not { } b
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{b.X:R} {b.Y:R} {b.Width:R} {b.Height:R}");

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static PictureBox? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var n = text.Split(' ').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new PictureBox(n[0], n[1], n[2], n[3]);
    }
}
