namespace UrbanGrid.Contracts;

/// <summary>Rule for device ids: 1 to 64 of letters, digits, <c>-</c>, <c>_</c>, <c>.</c>; so they fit one MQTT topic level.</summary>
public static class DeviceId
{
    /// <summary>Longest id.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether <paramref name="id"/> may name a device.</summary>
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
