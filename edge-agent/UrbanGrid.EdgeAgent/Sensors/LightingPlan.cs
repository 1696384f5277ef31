using System.Globalization;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>When street lamps are commanded to burn (亮灯计划), by the city's local time.</summary>
public sealed class LightingPlan
{
    private readonly TimeOnly _on;
    private readonly TimeOnly _off;
    private readonly TimeZoneInfo _zone;

    /// <summary>From checked settings.</summary>
    public LightingPlan(LightingSettings settings)
    {
        _on = TimeOnly.ParseExact(settings.On, "HH:mm", CultureInfo.InvariantCulture);
        _off = TimeOnly.ParseExact(settings.Off, "HH:mm", CultureInfo.InvariantCulture);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
    }

    /// <summary>Whether lamps are commanded to burn at this moment; a plan may reach over midnight.</summary>
    public bool IsOn(DateTimeOffset at) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime).IsBetween(_on, _off);
}
