using System.Globalization;

namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>A finished piece of a recording. Its file's name says when it is of, so the folder is its own index.</summary>
/// <param name="Path">The file, MPEG-TS.</param>
/// <param name="From">Time of its first frame, Unix ms.</param>
/// <param name="To">Time of its end, Unix ms.</param>
/// <param name="Bytes">Its length.</param>
public sealed record Piece(string Path, long From, long To, long Bytes)
{
    private const string Extension = ".ts";

    /// <summary>Name of the file of a piece.</summary>
    public static string NameOf(long from, long to) => string.Create(CultureInfo.InvariantCulture, $"{from}-{to}{Extension}");

    /// <summary>Reads a file's name; null if it is no finished piece.</summary>
    public static Piece? Of(FileInfo file)
    {
        var parts = System.IO.Path.GetFileNameWithoutExtension(file.Name).Split('-');
        return file.Extension == Extension && parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? new Piece(file.FullName, from, to, file.Length)
            : null;
    }
}
