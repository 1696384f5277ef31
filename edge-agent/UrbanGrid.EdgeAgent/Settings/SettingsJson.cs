using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>
/// How the settings file is read: comments and trailing commas allowed, unknown names refused. By reflection, since
/// generated readers do not keep the defaults of properties that the file leaves out.
/// </summary>
internal static class SettingsJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
