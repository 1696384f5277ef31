using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace UrbanGrid.Ingest.Devices;

/// <summary>The operator's files of device models. A reader sees the old file or the new one, never a part of one.</summary>
internal static class ModelFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Write(string folder, string key, JsonElement document)
    {
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, $".{key}.new");
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, document, Readable);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, PathOf(folder, key), overwrite: true);
    }

    /// <summary>Deletes the file of the key, whatever it is called: operators name files as they like.</summary>
    public static void Delete(string folder, string key)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Where(f => KeyOf(f) == key).ToArray())
        {
            File.Delete(file);
        }
    }

    private static string PathOf(string folder, string key)
    {
        var named = Directory.EnumerateFiles(folder, "*.json").FirstOrDefault(f => KeyOf(f) == key);
        return named ?? Path.Combine(folder, $"{key}.json");
    }

    private static string? KeyOf(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.TryGetProperty("key", out var key) ? key.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
