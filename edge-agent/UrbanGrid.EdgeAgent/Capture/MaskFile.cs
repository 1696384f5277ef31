using System.Globalization;
using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>
/// Privacy zones as a picture that ffmpeg lays over every frame before anything is made of it: black where nobody may look,
/// clear elsewhere. A Netpbm PAM with transparency, since that needs no encoder.
/// </summary>
public static class MaskFile
{
    /// <summary>Fine enough that a corner is right to a pixel of a picture of this size; it is stretched to any other.</summary>
    private const int Width = 1280;
    private const int Height = 720;

    /// <summary>Pixels added around each polygon, so that rounding never leaves a line open.</summary>
    private const double Rim = 2;

    /// <summary>Writes the file, whole or not at all.</summary>
    public static void Write(string path, PrivacyMask mask)
    {
        var header = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"P7\nWIDTH {Width}\nHEIGHT {Height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"));
        var file = new byte[header.Length + (Width * Height * 4)];
        header.CopyTo(file, 0);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (mask.Polygons.Any(p => IsHidden(p, x + 0.5, y + 0.5)))
                {
                    file[header.Length + (((y * Width) + x) * 4) + 3] = 255;
                }
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".part", file);
        File.Move(path + ".part", path, overwrite: true);
    }

    private static bool IsHidden(IReadOnlyList<PicturePoint> polygon, double x, double y)
    {
        var inside = polygon.Count == 0;
        for (int i = 0, j = polygon.Count - 1; i < polygon.Count; j = i++)
        {
            var (ax, ay, bx, by) = (polygon[j].X * Width, polygon[j].Y * Height, polygon[i].X * Width, polygon[i].Y * Height);
            if (Distance(ax, ay, bx, by, x, y) <= Rim)
            {
                return true;
            }

            // Even-odd rule: every edge that a ray to the right crosses turns inside out.
            if (ay > y != by > y && x < ((bx - ax) * (y - ay) / (by - ay)) + ax)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>From a point to an edge.</summary>
    private static double Distance(double ax, double ay, double bx, double by, double x, double y)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(x - ax - (along * dx), 2) + Math.Pow(y - ay - (along * dy), 2));
    }
}
