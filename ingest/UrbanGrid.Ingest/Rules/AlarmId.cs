using System.Globalization;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Key of an alarm: the same alarm told twice has the same.</summary>
internal static class AlarmId
{
    public static string Of(string deviceId, string rule, long startedAt) => string.Create(CultureInfo.InvariantCulture, $"{deviceId}:{rule}:{startedAt}");
}
