using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Ingest.Paths;

/// <summary>Compiles a path where a document has one as text.</summary>
internal sealed class JsonPathConverter : JsonConverter<JsonPath>
{
    public override JsonPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A path is a text.");
        return JsonPath.TryParse(text, out var path, out var fault)
            ? path
            : throw new JsonException($"The path '{text}' goes wrong at character {fault.Position}: {fault.En}");
    }

    public override void Write(Utf8JsonWriter writer, JsonPath value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
