using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Observations;

/// <summary>Reads <c>{"ts":…,"seq":…,"values":{…}}</c>, or an array of these, into samples.</summary>
internal static class TelemetryPayloadReader
{
    private const int MaxTextLength = 1_024;

    public static void Read(in ReadOnlySequence<byte> payload, ReadScope scope) => JsonPayload.Read(payload, scope, ReadItem);

    private static void ReadItem(ref Utf8JsonReader json, ReadScope scope)
    {
        var samples = scope.Observation.Samples;
        var first = samples.Count;
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
        if (!scope.TryStamp(deviceTime, out var timestamp))
        {
            samples.RemoveRange(first, samples.Count - first);
            return;
        }

        foreach (ref var sample in CollectionsMarshal.AsSpan(samples)[first..])
        {
            sample = sample with { Timestamp = timestamp };
        }
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
                Accept(metric, JsonPayload.NumberHere(ref json), scope);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                Accept(metric, json.TokenType == JsonTokenType.True ? 1 : 0, scope);
                break;
            case JsonTokenType.String:
                AcceptText(metric, json.GetString()!, scope);
                break;
            case JsonTokenType.Null:
                break;
            default:
                scope.Observation.Refuse(Refusal.BadJson, $"'{metric}' must be a number, a boolean or a text.");
                json.Skip();
                break;
        }
    }

    private static void Accept(string metric, double value, ReadScope scope)
    {
        if (!double.IsFinite(value))
        {
            scope.Observation.Refuse(Refusal.ValueNotFinite, $"'{metric}' is not a finite number.");
            return;
        }

        if (scope.Model.FindMetric(metric) is { } known && (value < known.Min || value > known.Max))
        {
            scope.Observation.Refuse(
                Refusal.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"'{metric}' is {value} {known.Unit}; the sensor measures {known.Min} to {known.Max}."));
            return;
        }

        scope.Observation.Samples.Add(new TelemetrySample(metric, 0, value, null));
    }

    private static void AcceptText(string metric, string text, ReadScope scope)
    {
        if (JsonPayload.IsNotFinite(text))
        {
            scope.Observation.Refuse(Refusal.ValueNotFinite, $"'{metric}' is {text}.");
        }
        else if (text.Length > MaxTextLength || scope.Model.FindMetric(metric) is { Kind: not MetricKind.Text })
        {
            scope.Observation.Refuse(Refusal.BadJson, $"'{metric}' must be a number, not a text.");
        }
        else
        {
            scope.Observation.Samples.Add(new TelemetrySample(metric, 0, 0, text));
        }
    }
}
