using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Ingest.Observations;

/// <summary>Reads one object of a payload; the reader stands on its opening brace.</summary>
internal delegate void ItemReader(ref Utf8JsonReader json, ReadScope scope);

/// <summary>The form all JSON payloads share: one object, or a bounded array of them, read straight from the receive buffer.</summary>
internal static class JsonPayload
{
    private static readonly byte[][] NotFiniteLiterals = ["NaN"u8.ToArray(), "nan"u8.ToArray(), "Infinity"u8.ToArray(), "-Infinity"u8.ToArray(), "inf"u8.ToArray(), "-inf"u8.ToArray()];

    public static void Read(in ReadOnlySequence<byte> payload, ReadScope scope, ItemReader readItem)
    {
        if (payload.Length > scope.Options.MaxJsonBytes)
        {
            scope.Observation.RefuseWhole(Refusal.PayloadTooLarge, $"{payload.Length} bytes; {scope.Options.MaxJsonBytes} are allowed.");
            return;
        }

        var json = new Utf8JsonReader(payload);
        try
        {
            json.Read();
            ReadOneOrMany(ref json, scope, readItem);
            if (json.Read())
            {
                scope.Observation.RefuseWhole(Refusal.BadJson, "There is more after the end of the JSON.");
            }
        }
        catch (JsonException problem)
        {
            RefuseUnreadable(payload.Slice(json.BytesConsumed), scope.Observation, problem);
        }
    }

    /// <summary>Reads an integer; refuses anything else but null.</summary>
    public static long? Integer(ref Utf8JsonReader json, string name)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var value)
            ? value
            : throw new JsonException($"'{name}' must be an integer.");
    }

    /// <summary>Reads a number, also one that is not finite; null for null.</summary>
    public static double? Number(ref Utf8JsonReader json, string name)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => NumberHere(ref json),
            JsonTokenType.String when IsNotFinite(json.GetString()!) => double.NaN,
            _ => throw new JsonException($"'{name}' must be a number."),
        };
    }

    /// <summary>The number the reader stands on; infinity if a double cannot hold it.</summary>
    public static double NumberHere(ref Utf8JsonReader json) => json.TryGetDouble(out var value) ? value : double.PositiveInfinity;

    /// <summary>Whether a text is how some device writes a number that is none.</summary>
    public static bool IsNotFinite(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? !double.IsFinite(value)
        : text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("-inf", StringComparison.OrdinalIgnoreCase);

    private static void ReadOneOrMany(ref Utf8JsonReader json, ReadScope scope, ItemReader readItem)
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            readItem(ref json, scope);
            return;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An object, or an array of objects, is expected.");
        }

        var items = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("The array may hold objects only.");
            }

            if (++items > scope.Options.MaxSamples)
            {
                scope.Observation.RefuseWhole(Refusal.TooManySamples, $"More than {scope.Options.MaxSamples} samples.");
                while (json.Read())
                {
                }

                return;
            }

            readItem(ref json, scope);
        }
    }

    private static void RefuseUnreadable(in ReadOnlySequence<byte> rest, Observation observation, JsonException problem)
    {
        Span<byte> head = stackalloc byte[32];
        var length = (int)Math.Min(rest.Length, head.Length);
        rest.Slice(0, length).CopyTo(head);
        var next = head[..length].TrimStart(" \t\r\n:,["u8);
        foreach (var literal in NotFiniteLiterals)
        {
            if (next.StartsWith(literal))
            {
                observation.RefuseWhole(Refusal.ValueNotFinite, "The payload holds NaN or Infinity, which JSON does not know.");
                return;
            }
        }

        observation.RefuseWhole(Refusal.BadJson, problem.Message);
    }
}
