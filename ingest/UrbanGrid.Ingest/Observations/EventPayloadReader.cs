using System.Buffers;
using System.Text.Json;

namespace UrbanGrid.Ingest.Observations;

/// <summary>Reads <c>{"ts":…,"type":"…","data":{…}}</c>.</summary>
internal static class EventPayloadReader
{
    private const int MaxTypeLength = 128;

    public static void Read(in ReadOnlySequence<byte> payload, ReadScope scope) => JsonPayload.Read(payload, scope, ReadItem);

    private static void ReadItem(ref Utf8JsonReader json, ReadScope scope)
    {
        long? deviceTime = null;
        string? type = null, data = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("ts"u8))
            {
                deviceTime = JsonPayload.Integer(ref json, "ts");
                continue;
            }

            var (isType, isData) = (json.ValueTextEquals("type"u8), json.ValueTextEquals("data"u8));
            json.Read();
            if (isType)
            {
                type = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            }
            else if (isData)
            {
                using var document = JsonDocument.ParseValue(ref json);
                data = document.RootElement.GetRawText();
            }
            else
            {
                json.Skip();
            }
        }

        if (type is not { Length: > 0 and <= MaxTypeLength })
        {
            throw new JsonException($"'type' must be a text of 1 to {MaxTypeLength} characters.");
        }

        if (scope.Observation.Event is not null)
        {
            throw new JsonException("An event message carries one event.");
        }

        if (scope.TryStamp(deviceTime, out var timestamp))
        {
            scope.Observation.Event = new DeviceEvent(timestamp, type, data);
        }
    }
}
