using System.Text.Json;
using System.Text.RegularExpressions;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>Reads and checks the settings file.</summary>
public static partial class SettingsFile
{
    /// <summary>Reads the file; relative paths in it are taken from its own folder.</summary>
    /// <exception cref="SettingsException">The file is absent, no JSON, or says something that cannot be done.</exception>
    public static EdgeSettings Load(string path)
    {
        var name = Path.GetFileName(path);
        EdgeSettings? read;
        try
        {
            using var stream = File.OpenRead(path);
            read = JsonSerializer.Deserialize<EdgeSettings>(stream, SettingsJson.Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException($"{path}: there is no such file; give the settings with --config FILE.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new SettingsException($"{path}: this user may not read it; change its owner or mode.");
        }
        catch (JsonException e)
        {
            throw new SettingsException(Explain(name, e));
        }

        var settings = Rebase(
            read ?? throw new SettingsException($"{name}: holds null; it must hold an object with hub, agent and devices."),
            Path.GetDirectoryName(Path.GetFullPath(path))!);
        var problems = SettingsCheck.Run(settings).Select(p => $"{name}: {p}").ToList();
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    private static string Explain(string file, JsonException e)
    {
        var path = string.IsNullOrEmpty(e.Path) ? "$" : e.Path;
        var line = e.LineNumber is { } n ? $" (line {n + 1})" : "";
        var unknown = UnknownName().Match(e.Message);
        if (unknown.Success)
        {
            var at = path.EndsWith('.' + unknown.Groups[1].Value, StringComparison.Ordinal) ? path : $"{path}.{unknown.Groups[1].Value}";
            return $"{file}: {at}{line}: is no setting; check its spelling against the example in edge-agent/README.md.";
        }

        var missing = MissingNames().Match(e.Message);
        if (missing.Success)
        {
            return $"{file}: {path}{line}: lacks {missing.Groups[1].Value}; add it.";
        }

        if (e.Message.Contains("allow setting null values", StringComparison.Ordinal))
        {
            return $"{file}: {path}{line}: may not be null; leave it out to get its default.";
        }

        var wanted = WantedType().Match(e.Message);
        return wanted.Success
            ? $"{file}: {path}{line}: has a value of the wrong kind; write {Kind(wanted.Groups[1].Value)}."
            : $"{file}: {path}{line}: is not well-formed JSON here; check commas, quotes and brackets. {FirstSentence(e.Message)}";
    }

    private static string Kind(string type) => type switch
    {
        "System.Int32" => "a whole number without quotes",
        "System.Double" => "a number without quotes",
        "System.Boolean" => "true or false without quotes",
        "System.String" => "a text in double quotes",
        "UrbanGrid.Contracts.ZonePurpose" => "\"dumping\", \"occupancy\", \"ignore\" or \"privacy\"",
        _ when type.Contains("List", StringComparison.Ordinal) => "a list in [ ]",
        _ => "an object in { }",
    };

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }

    private static EdgeSettings Rebase(EdgeSettings settings, string folder)
    {
        string Full(string path) => string.IsNullOrWhiteSpace(path) ? path : Path.GetFullPath(path, folder);
        return settings with
        {
            Agent = settings.Agent with { TokenFile = settings.Agent.TokenFile is { } file ? Full(file) : null },
            Spool = settings.Spool with { Directory = Full(settings.Spool.Directory) },
            RecordingDirectory = Full(settings.RecordingDirectory),
            Objects = settings.Objects is { } objects ? Full(objects) : null,
            Log = settings.Log with { Directory = Full(settings.Log.Directory) },
            Cameras = [.. settings.Cameras.Select(c => c.IsLive ? c : c with { Source = Full(c.Source) })],
            Sensors = [.. settings.Sensors.Select(s => s.File is null ? s : s with { File = Full(s.File) })],
            Vehicles = [.. settings.Vehicles.Select(v => v with { Route = Full(v.Route) })],
        };
    }

    [GeneratedRegex("JSON property '([^']+)' could not be mapped")]
    private static partial Regex UnknownName();

    [GeneratedRegex("missing required properties including: (.+?)\\.")]
    private static partial Regex MissingNames();

    [GeneratedRegex("could not be converted to ([^ ]+?)\\. ")]
    private static partial Regex WantedType();
}
