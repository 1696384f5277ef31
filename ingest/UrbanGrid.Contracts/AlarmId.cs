using System.Globalization;

namespace UrbanGrid.Contracts;

/// <summary>Key of an alarm: the same alarm told twice has the same.</summary>
public static class AlarmId
{
    /// <summary><c>{device}:{rule}:{startedAt}</c>.</summary>
    public static string Of(string deviceId, string rule, long startedAt) => string.Create(CultureInfo.InvariantCulture, $"{deviceId}:{rule}:{startedAt}");
}
