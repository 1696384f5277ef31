using System.Buffers;
using System.Text.Json;

namespace UrbanGrid.Ingest.Observations;

/// <summary>Reads <c>{"ts":…,"seq":…,"values":{…}}</c>, or an array of these, into samples.</summary>
internal static class TelemetryPayloadReader
{
    public static void Read(in ReadOnlySequence<byte> payload, ReadScope scope) => JsonPayload.Read(payload, scope, ReadItem);

    private static void ReadItem(ref Utf8JsonReader json, ReadScope scope)
    {
        var first = scope.Observation.Samples.Count;
        long? deviceTime = null;
        var found = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("ts"u8))
            {
                deviceTime = JsonPayload.Integer(ref json, "ts");
            }
            else if (json.ValueTextEquals("values"u8))
            {
                json.Read();
                ReadValues(ref json, scope);
                found = true;
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        if (!found)
        {
            throw new JsonException("'values' is missing.");
        }

        // The time may stand after the values, so it is filled in last.
        SampleCheck.Stamp(scope, first, deviceTime, out _);
    }

    private static void ReadValues(ref Utf8JsonReader json, ReadScope scope)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("'values' must be an object of metrics.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var metric = Name(ref json);
            json.Read();
            ReadValue(ref json, metric, scope);
        }
    }

    private static string Name(ref Utf8JsonReader json)
    {
        var length = json.HasValueSequence ? json.ValueSequence.Length : json.ValueSpan.Length;
        if (length is 0 or > MetricNames.MaxLength)
        {
            throw new JsonException($"A metric's name has 1 to {MetricNames.MaxLength} bytes.");
        }

        Span<char> name = stackalloc char[MetricNames.MaxLength];
        return MetricNames.Of(name[..json.CopyString(name)]);
    }

    private static void ReadValue(ref Utf8JsonReader json, string metric, ReadScope scope)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                SampleCheck.Accept(metric, JsonPayload.NumberHere(ref json), scope);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                SampleCheck.Accept(metric, json.TokenType == JsonTokenType.True ? 1 : 0, scope);
                break;
            case JsonTokenType.String:
                SampleCheck.AcceptText(metric, json.GetString()!, scope);
                break;
            case JsonTokenType.Null:
                break;
            default:
                scope.Observation.Refuse(Refusal.BadJson, $"'{metric}' must be a number, a boolean or a text.");
                json.Skip();
                break;
        }
    }
}
