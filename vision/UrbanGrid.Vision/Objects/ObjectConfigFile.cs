using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Vision.Objects;

/// <summary>Reads the file of an object detector.</summary>
public static class ObjectConfigFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks a file; its paths become absolute.</summary>
    /// <exception cref="ObjectConfigException">With a sentence that says what to change.</exception>
    public static ObjectConfig Read(string path)
    {
        ObjectConfig config;
        try
        {
            config = JsonSerializer.Deserialize<ObjectConfig>(File.ReadAllBytes(path), Json)
                ?? throw new ObjectConfigException($"{path} holds nothing.");
        }
        catch (JsonException e)
        {
            throw new ObjectConfigException($"{path}, line {(e.LineNumber ?? 0) + 1}{(e.Path is { } at ? $" ({at})" : "")}: {Plain(e.Message)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ObjectConfigException($"{path} cannot be read: {e.Message}");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        config = config with
        {
            Model = PathOf(folder, config.Model, "model", path),
            Weights = config.Weights is { } weights ? PathOf(folder, weights, "weights", path) : null,
            Names = PathOf(folder, config.Names, "names", path),
            Height = config.Height == 0 ? config.Width : config.Height,
        };
        Check(config, path);
        return config;
    }

    /// <summary>Class names of a detector, in the network's order.</summary>
    /// <exception cref="ObjectConfigException">There is none, or a class of the file is not among them.</exception>
    public static IReadOnlyList<string> NamesOf(ObjectConfig config)
    {
        string[] names = [.. File.ReadLines(config.Names).Select(l => l.Trim()).Where(l => l.Length > 0)];
        if (names.Length == 0)
        {
            throw new ObjectConfigException($"{config.Names} holds no name; it needs one a line, in the network's order.");
        }

        return config.Classes.Keys.FirstOrDefault(c => !names.Contains(c)) is { } unknown
            ? throw new ObjectConfigException($"classes: '{unknown}' is not among the {names.Length} names of {config.Names}.")
            : names;
    }

    private static void Check(ObjectConfig config, string path)
    {
        void Require(bool holds, string sentence)
        {
            if (!holds)
            {
                throw new ObjectConfigException($"{path}: {sentence}");
            }
        }

        Require(config.Width is >= 32 and <= 4096 && config.Width % 32 == 0, $"width is {config.Width}; give the network's input width, a multiple of 32, e.g. 416.");
        Require(config.Height is >= 32 and <= 4096 && config.Height % 32 == 0, $"height is {config.Height}; give the network's input height, a multiple of 32, or leave it out for a square.");
        Require(double.IsFinite(config.Scale) && config.Scale > 0, "scale must be above 0: 1 for values 0..255, 0.00392157 for 0..1.");
        Require(config.Mean.Count == 3, "mean must be three numbers: blue, green, red.");
        Require(config.Pad is >= 0 and <= 255, "pad must be a grey level from 0 to 255.");
        Require(config.Threshold is > 0 and < 1, "threshold must be between 0 and 1.");
        Require(config.Overlap is > 0 and <= 1, "overlap must be above 0 and at most 1.");
        Require(config.CpuShare is > 0 and <= 1, "cpuShare must be above 0 and at most 1, e.g. 0.25 for a quarter of a core.");
        Require(config.Classes.Count > 0, "classes is empty; say what the network's classes are, e.g. \"person\": { \"kind\": \"person\" }.");
        Require(config.Classes.All(c => c.Value is not null), "a class has no kind; give person, vehicle, goods or other.");
    }

    private static string PathOf(string folder, string value, string name, string path)
    {
        var full = string.IsNullOrWhiteSpace(value)
            ? throw new ObjectConfigException($"{path}: {name} is missing; give the path of a file, relative to this one.")
            : Path.GetFullPath(value, folder);
        return File.Exists(full) ? full : throw new ObjectConfigException($"{path}: {name}: there is no file {full}.");
    }

    /// <summary>The serializer's message without the names of types, which mean nothing to whoever wrote the file.</summary>
    private static string Plain(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        var plain = end < 0 ? message : message[..end];
        return plain.Replace(" UrbanGrid.Vision.Objects.ObjectConfig", " this file", StringComparison.Ordinal)
            .Replace("The JSON property", "the line", StringComparison.Ordinal)
            .Replace("could not be mapped to any .NET member contained in type", "is not known in", StringComparison.Ordinal);
    }
}
