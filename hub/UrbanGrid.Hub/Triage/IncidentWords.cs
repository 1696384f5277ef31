using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>What a case made of an incident says was seen.</summary>
public static class IncidentWords
{
    /// <summary>Device, rules, values, and what the operator added.</summary>
    public static LocalText Describe(Incident incident, LocalText category, DeviceDirectory devices, string? note)
    {
        var device = devices.NameOf(incident.DeviceId);
        var rules = incident.Alarms.Select(a => devices.RuleOf(a.DeviceId, a.Rule).Name).Distinct().ToList();
        var readings = ReadingsText.Read(incident.ReadingsJson)
            .Select(r => (Name: devices.MetricOf(incident.DeviceId, r.Metric).Name, Text: Text(r.Value, r.Unit), Limit: r.Limit is { } l ? Text(l, r.Unit) : null))
            .ToList();
        var zh = $"{category.Zh}：{device.Zh}报告{string.Join("、", rules.Select(r => r.Zh))}"
            + string.Concat(readings.Select(r => $"，{r.Name.Zh} {r.Text}" + (r.Limit is null ? "" : $"（限值 {r.Limit}）")));
        var en = $"{category.En}: {device.En} reports {string.Join(", ", rules.Select(r => r.En))}"
            + string.Concat(readings.Select(r => $", {r.Name.En} {r.Text}" + (r.Limit is null ? "" : $" (limit {r.Limit})")));
        return string.IsNullOrWhiteSpace(note) ? new LocalText($"{zh}。", $"{en}.") : new LocalText($"{zh}。{note.Trim()}", $"{en}. {note.Trim()}");
    }

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}{unit}");
}
