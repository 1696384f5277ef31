using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>
/// One field of a body: how it is read, shown and written. A layout is a list of them, so that a table of the standard stands
/// in the code as a table, and reading and writing cannot differ.
/// </summary>
/// <param name="name">Key in JSON.</param>
internal abstract class Field(string name)
{
    /// <summary>Key of bytes after the last field.</summary>
    public const string Rest = "rest";

    /// <summary>Key of bytes at the end that are too few for their field.</summary>
    public const string CutOff = "cutOff";

    /// <summary>Key in JSON.</summary>
    public string Name { get; } = name;

    /// <summary>Reads it into an object; leaves it out where the body ends before it.</summary>
    public abstract void Read(ref BodyReader body, JsonObject into);

    /// <summary>Writes it; what the object does not have is written as zero or empty.</summary>
    public abstract void Write(BodyWriter body, JsonObject from);

    /// <summary>Reads several, in order.</summary>
    public static void ReadAll(IReadOnlyList<Field> fields, ref BodyReader body, JsonObject into)
    {
        foreach (var field in fields)
        {
            field.Read(ref body, into);
        }
    }

    /// <summary>Writes several, in order.</summary>
    public static void WriteAll(IReadOnlyList<Field> fields, BodyWriter body, JsonObject from)
    {
        foreach (var field in fields)
        {
            field.Write(body, from);
        }
    }

    /// <summary>A value as a number: bare, as digits, or the <c>value</c> of an object; 0 if it is none.</summary>
    public static decimal Number(JsonNode? node) => node switch
    {
        JsonObject o => Number(o["value"]),
        JsonValue v when v.TryGetValue<JsonElement>(out var element) => element.ValueKind switch
        {
            JsonValueKind.Number when element.TryGetDecimal(out var number) => number,
            JsonValueKind.String when decimal.TryParse(element.GetString(), NumberStyles.Any, CultureInfo.InvariantCulture, out var number) => number,
            JsonValueKind.True => 1,
            _ => 0,
        },
        JsonValue v when v.TryGetValue<decimal>(out var number) => number,
        JsonValue v when v.TryGetValue<long>(out var number) => number,
        JsonValue v when v.TryGetValue<int>(out var number) => number,
        JsonValue v when v.TryGetValue<uint>(out var number) => number,
        JsonValue v when v.TryGetValue<ushort>(out var number) => number,
        JsonValue v when v.TryGetValue<byte>(out var number) => number,
        JsonValue v when v.TryGetValue<double>(out var number) && Math.Abs(number) < 1e15 => (decimal)number,
        JsonValue v when v.TryGetValue<bool>(out var yes) => yes ? 1 : 0,
        JsonValue v when v.TryGetValue<string>(out var text) && decimal.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };

    /// <summary>How many of something are announced.</summary>
    public static int Count(JsonNode? node) => (int)Math.Clamp(Number(node), 0, int.MaxValue);

    /// <summary>A value as text; empty if it is none.</summary>
    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>Whether a bit of a number is set.</summary>
    public static bool HasBit(JsonNode? node, int bit) => ((ulong)Math.Max(0, Number(node)) >> bit & 1) == 1;
}
