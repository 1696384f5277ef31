using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Commands;

/// <summary>Checks a command against what the device's model says of it.</summary>
public static class CommandCheck
{
    private const int MaxArgsCharacters = 8 * 1024;
    private const int MaxArgsDepth = 8;

    /// <summary>The model's definition of a command; null for a free one, which a model takes that defines none.</summary>
    /// <param name="model">Model of the device.</param>
    /// <param name="name">Name of the command.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="mayImprovise">Whether the caller may send what no model describes.</param>
    /// <exception cref="ProblemException">The command is none, or an argument cannot be used; it says which, and what to change.</exception>
    public static CommandDefinition? Read(DeviceModel model, string name, JsonElement? args, bool mayImprovise)
    {
        if (args is { ValueKind: not JsonValueKind.Object })
        {
            throw new ProblemException("invalid_value", "args", "{…}");
        }

        if (args?.GetRawText().Length > MaxArgsCharacters)
        {
            throw new ProblemException("invalid_value", "args", $"≤ {MaxArgsCharacters}");
        }

        if (args is { } given && IsDeeper(given, MaxArgsDepth))
        {
            throw new ProblemException("invalid_value", "args", $"{{…{{…}}…}}, ≤ {MaxArgsDepth}");
        }

        if (model.Commands.FirstOrDefault(c => c.Key == name) is { } command)
        {
            Check(command, args);
            return command;
        }

        if (model.Access == ModelAccess.Integration || model.Commands.Count > 0)
        {
            throw new ProblemException("unknown_command", name, string.Join(", ", model.Commands.Select(c => c.Key).DefaultIfEmpty("–")));
        }

        if (!mayImprovise)
        {
            throw new ProblemException("free_command");
        }

        // The name becomes a level of the topic.
        return DeviceId.IsValid(name) ? null : throw new ProblemException("invalid_value", "name", $"A–Z a–z 0–9 - _ . , 1..{DeviceId.MaxLength}");
    }

    private static bool IsDeeper(JsonElement element, int levels) => element.ValueKind switch
    {
        JsonValueKind.Object => levels == 0 || element.EnumerateObject().Any(p => IsDeeper(p.Value, levels - 1)),
        JsonValueKind.Array => levels == 0 || element.EnumerateArray().Any(e => IsDeeper(e, levels - 1)),
        _ => false,
    };

    private static void Check(CommandDefinition command, JsonElement? args)
    {
        var unknown = args?.EnumerateObject().Select(given => given.Name).FirstOrDefault(name => command.Args.All(a => a.Key != name));
        if (unknown is not null)
        {
            throw new ProblemException(
                "unknown_argument", unknown, command.Key, string.Join(", ", command.Args.Select(a => a.Key).DefaultIfEmpty("–")));
        }

        foreach (var argument in command.Args)
        {
            if (args?.TryGetProperty(argument.Key, out var value) is true && value.ValueKind != JsonValueKind.Null)
            {
                if (!Fits(argument, value))
                {
                    throw new ProblemException("invalid_value", $"args.{argument.Key}", Wanted(argument));
                }
            }
            else if (argument.Required)
            {
                throw new ProblemException("missing_value", $"args.{argument.Key}");
            }
        }
    }

    private static bool Fits(CommandArgument argument, JsonElement value) => argument.Kind switch
    {
        ArgumentKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Within(argument, number),
        ArgumentKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ArgumentKind.Text => value.ValueKind == JsonValueKind.String && Within(argument, value.GetString()!.Length),
        _ => value.ValueKind == JsonValueKind.String && argument.Choices.Any(c => c.Key == value.GetString()),
    };

    private static bool Within(CommandArgument argument, double value) =>
        double.IsFinite(value) && !(value < argument.Min) && !(value > argument.Max);

    private static string Wanted(CommandArgument argument) => argument.Kind switch
    {
        ArgumentKind.Boolean => "true | false",
        ArgumentKind.Choice => string.Join(" | ", argument.Choices.Select(c => c.Key)),
        ArgumentKind.Text => $"\"…\" {Range(argument)}".TrimEnd(),
        _ => $"{Range(argument)} {argument.Unit}".Trim() is { Length: > 0 } range ? range : "0.0",
    };

    private static string Range(CommandArgument a) => (a.Min, a.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min}..{max}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"≥ {min}"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $"≤ {max}"),
        _ => "",
    };
}
