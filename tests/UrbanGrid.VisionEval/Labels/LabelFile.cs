using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.VisionEval.Labels;

/// <summary>Reads and writes <c>NAME.labels.json</c>.</summary>
internal static class LabelFile
{
    /// <summary>What follows the clip's name without its extension.</summary>
    public const string Suffix = ".labels.json";

    /// <summary>Version of the format that this program reads.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks a label file.</summary>
    /// <exception cref="LabelException">It is no JSON, or says something that cannot be scored.</exception>
    public static ClipLabels Load(string path) => Parse(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>Reads and checks the text of a label file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <exception cref="LabelException">As for <see cref="Load"/>.</exception>
    public static ClipLabels Parse(string json, string name)
    {
        ClipLabels labels;
        try
        {
            labels = JsonSerializer.Deserialize<ClipLabels>(json, Options)
                ?? throw new LabelException($"{name}: holds null; it must hold an object with format, zones and events.");
        }
        catch (JsonException e)
        {
            throw new LabelException($"{name}: {(string.IsNullOrEmpty(e.Path) ? "$" : e.Path)} (line {(e.LineNumber ?? 0) + 1}): {Explain(e.Message)}");
        }

        var problems = LabelCheck.Run(labels).Select(p => $"{name}: {p}").ToList();
        return problems.Count == 0 ? labels : throw new LabelException(problems);
    }

    /// <summary>The text of a label file.</summary>
    public static string Text(ClipLabels labels) => JsonSerializer.Serialize(labels, Options) + "\n";

    private static string Explain(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var plain = end < 0 ? message : message[..end];
        return plain.Contains("could not be mapped", StringComparison.Ordinal) || plain.Contains("missing required", StringComparison.Ordinal)
            ? $"{plain} The names are listed in docs/vision-labels.md."
            : plain;
    }
}
