using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Ingest.Devices;

/// <summary>How the file of a device model is read: camel case, words for enumerations, no member it does not know.</summary>
internal static class ModelJson
{
    public static readonly JsonSerializerOptions Options = Configure();

    private static JsonSerializerOptions Configure()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            ReadCommentHandling = JsonCommentHandling.Skip,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
