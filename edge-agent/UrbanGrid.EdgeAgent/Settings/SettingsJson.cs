using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>How the settings file is read: comments and trailing commas allowed, unknown names refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EdgeSettings))]
public sealed partial class SettingsJson : JsonSerializerContext;
