using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary>Which devices a caller wants; the cheap questions come first.</summary>
internal sealed class DeviceFilter
{
    /// <summary>Every health, worst first.</summary>
    public static readonly IReadOnlyList<string> HealthWords =
        [.. new[] { DeviceHealth.Offline, DeviceHealth.Suspect, DeviceHealth.Unknown, DeviceHealth.Online }.Select(h => h.ToString().ToLowerInvariant())];

    private readonly DeviceDirectory _directory;
    private readonly string? _model;
    private readonly string? _health;
    private readonly string? _words;
    private readonly bool? _alarms;
    private readonly bool? _enabled;

    /// <exception cref="ProblemException">There is no such health.</exception>
    public DeviceFilter(DeviceDirectory directory, string? model, string? health, string? words, bool? alarms, bool? enabled)
    {
        if (health is not null && !HealthWords.Contains(health))
        {
            throw new ProblemException("invalid_value", "health", string.Join(", ", HealthWords));
        }

        (_directory, _model, _health, _alarms, _enabled) = (directory, model, health, alarms, enabled);
        _words = string.IsNullOrWhiteSpace(words) ? null : words.Trim();
    }

    public bool Matches(Device device) =>
        (_model is null || device.Model == _model)
        && (_enabled is null || device.Enabled == _enabled)
        && (_words is null || Says(device, _words))
        && (_health is null || _directory.HealthOf(device.Id) == _health)
        && (_alarms is null || _directory.HasAlarm(device.Id) == _alarms);

    private static bool Says(Device device, string words) =>
        device.Id.Contains(words, StringComparison.OrdinalIgnoreCase)
        || device.Name.Zh.Contains(words, StringComparison.OrdinalIgnoreCase)
        || device.Name.En.Contains(words, StringComparison.OrdinalIgnoreCase)
        || device.ComponentCode == words;
}
