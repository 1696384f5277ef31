using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Messages;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>What a command becomes on the wire.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="AnswerId">Message that answers it with more than yes or no; null if none does.</param>
/// <param name="AnswerMustCome">Whether yes alone is no answer.</param>
internal sealed record TerminalOrder(ushort MessageId, JsonObject Fields, ushort? AnswerId = null, bool AnswerMustCome = false);

/// <summary>Commands of the model <c>vehicle-terminal</c> as messages.</summary>
internal static class TerminalCommands
{
    private const int ShowAndSpeak = 0b1100;
    private const int Urgent = 1;
    private const int Notice = 1;
    private const string DefaultInterval = "0x00000029";
    private const int DefaultQuality = 5;
    private const int Middle = 127;
    private const int MiddleOfContrast = 63;

    private static readonly Dictionary<string, Func<JsonElement?, TerminalOrder>> Table = new(StringComparer.Ordinal)
    {
        ["text"] = args => new TerminalOrder(MessageIds.Text, new JsonObject
        {
            ["flags"] = ShowAndSpeak | (Flag(args, "urgent") ? Urgent : 0), ["kind"] = Notice, ["text"] = Word(args, "message"),
        }),
        ["snapshot"] = _ => new TerminalOrder(MessageIds.AskPosition, [], MessageIds.PositionAnswer, AnswerMustCome: true),
        ["set_interval"] = args => new TerminalOrder(MessageIds.SetParameters, OneParameter(DefaultInterval, Math.Max(1, Math.Ceiling(Number(args, "seconds", 30))))),
        ["photo"] = args => new TerminalOrder(
            MessageIds.Photo,
            new JsonObject
            {
                ["channel"] = Number(args, "channel", 1), ["command"] = Number(args, "count", 1), ["interval"] = Number(args, "interval", 0), ["save"] = 0,
                ["resolution"] = Number(args, "resolution", 2), ["quality"] = DefaultQuality, ["brightness"] = Middle, ["contrast"] = MiddleOfContrast, ["saturation"] = MiddleOfContrast, ["hue"] = Middle,
            },
            MessageIds.PhotoAnswer),
        ["control"] = args => new TerminalOrder(MessageIds.Control, new JsonObject { ["command"] = ControlOf(Word(args, "action")) }),
        ["pass_through"] = args => new TerminalOrder(MessageIds.PassThrough, new JsonObject { ["kind"] = Number(args, "kind", 0x41), ["data"] = Word(args, "hex") }),
        ["parameters"] = _ => new TerminalOrder(MessageIds.AskParameters, [], MessageIds.ParameterAnswer, AnswerMustCome: true),
        ["set_parameter"] = args => new TerminalOrder(MessageIds.SetParameters, OneParameter(Word(args, "id"), Word(args, "value"))),
        ["properties"] = _ => new TerminalOrder(MessageIds.AskProperties, [], MessageIds.PropertyAnswer, AnswerMustCome: true),
        ["track"] = args => new TerminalOrder(MessageIds.Track, new JsonObject { ["interval"] = Number(args, "interval", 5), ["validity"] = Number(args, "seconds", 600) }),
        ["confirm_alarm"] = args => new TerminalOrder(MessageIds.ConfirmAlarm, new JsonObject { ["alarmSerial"] = Number(args, "serial", 0), ["alarms"] = Number(args, "bits", 0) }),
    };

    /// <summary>Whether terminals know a command.</summary>
    public static bool Knows(string command) => Table.ContainsKey(command);

    /// <summary>A command as a message; null if terminals do not know it.</summary>
    public static TerminalOrder? Of(string command, JsonElement? args) => Table.GetValueOrDefault(command)?.Invoke(args);

    /// <summary>Command words of a control (终端控制命令字), JT/T 808-2019 table 17.</summary>
    private static int ControlOf(string action) => action switch
    {
        "shut_down" => 3,
        "factory_settings" => 5,
        "stop_data" => 6,
        "stop_radio" => 7,
        _ => 4,
    };

    private static JsonObject OneParameter(string id, JsonNode value) =>
        new() { ["parameters"] = new JsonArray(new JsonObject { ["id"] = id, [ParameterTable.Value] = value }) };

    private static double Number(JsonElement? args, string name, double otherwise) =>
        args is { ValueKind: JsonValueKind.Object } a && a.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : otherwise;

    private static string Word(JsonElement? args, string name) =>
        args is { ValueKind: JsonValueKind.Object } a && a.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static bool Flag(JsonElement? args, string name) =>
        args is { ValueKind: JsonValueKind.Object } a && a.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
