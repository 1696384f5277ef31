using System.Buffers;
using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.ThingsBoard;

/// <summary>Reads <c>{"k":v}</c>, <c>{"ts":…,"values":{"k":v}}</c>, and arrays of both.</summary>
internal static class ThingsBoardTelemetryReader
{
    public static void Read(in ReadOnlySequence<byte> payload, ReadScope scope)
    {
        var observation = scope.Observation;
        if (payload.Length > scope.Options.MaxJsonBytes)
        {
            observation.RefuseWhole(Refusal.PayloadTooLarge, $"{payload.Length} bytes; {scope.Options.MaxJsonBytes} are allowed.");
            return;
        }

        try
        {
            using var document = ThingsBoardJson.Parse(payload);
            ReadRoot(document.RootElement, scope);
        }
        catch (JsonException problem)
        {
            observation.RefuseWhole(Refusal.BadJson, problem.Message);
        }
    }

    private static void ReadRoot(JsonElement root, ReadScope scope)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            ReadItem(root, scope);
            return;
        }

        if (root.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("An object, or an array of objects, is expected.");
        }

        if (root.GetArrayLength() > scope.Options.MaxSamples)
        {
            scope.Observation.RefuseWhole(Refusal.TooManySamples, $"More than {scope.Options.MaxSamples} samples.");
            return;
        }

        foreach (var item in root.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("The array may hold objects only.");
            }

            ReadItem(item, scope);
        }
    }

    private static void ReadItem(JsonElement item, ReadScope scope)
    {
        var first = scope.Observation.Samples.Count;
        long? deviceTime = null;
        var values = item;
        if (item.TryGetProperty("values", out var inner) && inner.ValueKind == JsonValueKind.Object && item.TryGetProperty("ts", out var ts))
        {
            deviceTime = ts.ValueKind == JsonValueKind.Number && ts.TryGetInt64(out var ms) ? ms : throw new JsonException("'ts' must be an integer.");
            values = inner;
        }

        foreach (var value in values.EnumerateObject())
        {
            ReadValue(value.Name, value.Value, scope);
        }

        SampleCheck.Stamp(scope, first, deviceTime, out _);
    }

    private static void ReadValue(string name, JsonElement value, ReadScope scope)
    {
        if (name.Length is 0 or > MetricNames.MaxLength)
        {
            scope.Observation.Refuse(Refusal.BadJson, $"A key has 1 to {MetricNames.MaxLength} characters.");
            return;
        }

        var metric = MetricNames.Of(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                SampleCheck.Accept(metric, value.TryGetDouble(out var number) ? number : double.PositiveInfinity, scope);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                SampleCheck.Accept(metric, value.ValueKind == JsonValueKind.True ? 1 : 0, scope);
                break;
            case JsonValueKind.String when IsNumber(metric, scope) && double.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var written):
                SampleCheck.Accept(metric, written, scope);
                break;
            case JsonValueKind.String:
                SampleCheck.AcceptText(metric, value.GetString()!, scope);
                break;
            case JsonValueKind.Null:
                break;
            default:
                scope.Observation.Refuse(Refusal.BadJson, $"'{metric}' must be a number, a boolean or a text.");
                break;
        }
    }

    private static bool IsNumber(string metric, ReadScope scope) => scope.Model.FindMetric(metric) is { Kind: MetricKind.Number };
}
