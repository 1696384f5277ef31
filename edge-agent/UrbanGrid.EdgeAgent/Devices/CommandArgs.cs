using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace UrbanGrid.EdgeAgent.Devices;

/// <summary>Reads the arguments of commands.</summary>
internal static class CommandArgs
{
    /// <summary>Those of a command; null (for a value: its default) where they are none of the type.</summary>
    public static T? Read<T>(JsonElement? args, JsonTypeInfo<T> type)
    {
        try
        {
            return args is { ValueKind: JsonValueKind.Object } given ? given.Deserialize(type) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
