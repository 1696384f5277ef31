using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>What rules have to know of a vehicle as the registry has it.</summary>
internal sealed class VehicleProfile(Device device)
{
    public string Id => device.Id;

    /// <summary>What it is, e.g. <c>muck</c>; null if nobody said.</summary>
    public string? Kind { get; } = device.Text("kind");

    /// <summary>Code of the department it drives for; null if nobody said.</summary>
    public string? Department { get; } = device.Text("department");

    /// <summary>Whether somebody says that it is on task, although it does not drive.</summary>
    public bool OnTask { get; } = device.Number("on_task") is > 0;

    /// <summary>Whether a rule is for it.</summary>
    public bool Has(VehicleRuleRow rule) =>
        device.Number($"rule.{rule.Key}.enabled") is { } said ? said != 0 : rule.Kinds.Count == 0 || (Kind is not null && rule.Kinds.Contains(Kind));

    /// <summary>A threshold: its own, or its kind's, or that of all vehicles.</summary>
    public double Number(string rule, string what) => device.Number($"rule.{rule}.{what}") ?? VehicleRuleTable.Number(rule, what, Kind);

    /// <summary>A threshold in seconds, as milliseconds.</summary>
    public long Ms(string rule, string what) => (long)(Number(rule, what) * 1000);
}
