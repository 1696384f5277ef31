using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// The pictures of one camera that say how its view should be, as the hub sent them: a file each. Only those are taken that an
/// order names, and those that none names any more are thrown away. What is hidden is black in them too.
/// </summary>
public sealed class PictureShelf(string folder)
{
    private const int MaxId = 64;
    private readonly string _hidden = Path.Combine(folder, "hidden.json");
    private readonly List<byte> _coming = [];
    private HashSet<string> _wanted = new(StringComparer.Ordinal);
    private PrivacyMask? _mask;
    private (string Id, int Part) _last;

    /// <summary>Whether a picture can have this id, which becomes the name of a file.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= MaxId } && id.All(char.IsAsciiLetterOrDigit);

    /// <summary>Ids that are wanted and not here.</summary>
    public IEnumerable<string> Missing => _wanted.Where(id => !File.Exists(PathOf(id)));

    /// <summary>Says which pictures are wanted, and what is black in them.</summary>
    public void Want(IEnumerable<string> ids, PrivacyMask? mask)
    {
        _wanted = new HashSet<string>(ids, StringComparer.Ordinal);
        _mask = mask;
        var here = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.jpg") : [];
        foreach (var path in here.Where(p => !_wanted.Contains(Path.GetFileNameWithoutExtension(p))))
        {
            File.Delete(path);
        }

        // Hidden once: each writing costs a little of the picture.
        var hidden = JsonSerializer.SerializeToUtf8Bytes(mask?.Polygons ?? []);
        if (_wanted.Count == 0 || (File.Exists(_hidden) && File.ReadAllBytes(_hidden).AsSpan().SequenceEqual(hidden)))
        {
            return;
        }

        foreach (var id in _wanted.Where(id => File.Exists(PathOf(id))))
        {
            Keep(id, File.ReadAllBytes(PathOf(id)));
        }

        StateFile.Write(_hidden, hidden);
    }

    /// <summary>A picture; null where it is not here.</summary>
    public byte[]? Find(string id) => _wanted.Contains(id) && File.Exists(PathOf(id)) ? File.ReadAllBytes(PathOf(id)) : null;

    /// <summary>Takes a part; says why it cannot be used, or null.</summary>
    /// <param name="part">The part; each follows the one before.</param>
    /// <param name="isWhole">Whether the picture is here with it.</param>
    public string? Take(PicturePart part, out bool isWhole)
    {
        isWhole = false;
        if (!_wanted.Contains(part.Id))
        {
            return "no order to watch names this picture";
        }

        if (part.Parts is < 1 or > PicturePart.PartsMax || part.Content.Length is 0 or > PicturePart.PartBytes)
        {
            return $"a picture has 1 to {PicturePart.PartsMax} parts of at most {PicturePart.PartBytes} bytes";
        }

        if (part.Part != 1 && _last != (part.Id, part.Part - 1))
        {
            return $"part {part.Part} does not follow what came before it";
        }

        if (part.Part == 1)
        {
            _coming.Clear();
        }

        _last = (part.Id, part.Part);
        _coming.AddRange(part.Content.Span);
        if (part.Part < part.Parts)
        {
            return null;
        }

        byte[] picture = [.. _coming];
        _coming.Clear();
        _last = default;
        if (Convert.ToHexStringLower(SHA256.HashData(picture)) != part.Sha256)
        {
            return "the picture has not the announced SHA-256";
        }

        return (isWhole = Keep(part.Id, picture)) ? null : "the bytes are no picture";
    }

    /// <summary>Keeps a picture as it may be kept; one that cannot be read where something must be hidden is not.</summary>
    private bool Keep(string id, byte[] jpeg)
    {
        try
        {
            var fit = _mask is { } mask ? mask.Apply(jpeg) : jpeg;
            StateFile.Write(PathOf(id), fit);
            return true;
        }
        catch (FrameUnreadableException)
        {
            File.Delete(PathOf(id));
            return false;
        }
    }

    private string PathOf(string id) => Path.Combine(folder, id + ".jpg");
}
