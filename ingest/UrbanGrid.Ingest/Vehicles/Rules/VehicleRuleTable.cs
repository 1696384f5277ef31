using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>One rule on vehicles.</summary>
/// <param name="Key">Its name, in alarms and as <c>rule.{key}.…</c> in a vehicle's attributes.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Kinds">Kinds of vehicles it is for; empty for all.</param>
/// <param name="Category">Case category of GB/T 30428.2 that a street suffers; null where it is a matter of the fleet alone.</param>
/// <param name="EventOnly">Whether it is kept in the vehicle's history and raises no alarm.</param>
internal sealed record VehicleRuleRow(string Key, AlarmSeverity Severity, IReadOnlyList<string> Kinds, string? Category = null, bool EventOnly = false);

/// <summary>One threshold of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="What">Name, as in <c>rule.{rule}.{what}</c>.</param>
/// <param name="Kind">Kind of vehicle it holds for; null for all others.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Source">Where it comes from; docs/domain-sources.md §10.3 unless it says otherwise, with how sure it is.</param>
internal sealed record VehicleLimit(string Rule, string What, string? Kind, double Value, string Unit, string Source);

/// <summary>
/// The rules on vehicles and their thresholds. A vehicle's attribute <c>rule.{rule}.{what}</c> wins over the row of its kind, that over
/// the row of all kinds; <c>rule.{rule}.enabled</c> of 0 or 1 takes a rule from a vehicle or gives it one its kind has not.
/// </summary>
internal static class VehicleRuleTable
{
    /// <summary>渣土车: the kind of vehicle that can tip.</summary>
    public const string Muck = "muck";

    private const string Domain = "docs/domain-sources.md §10.3";

    public static readonly IReadOnlyList<VehicleRuleRow> Rules =
    [
        new(VehicleRuleKey.ForbiddenArea, AlarmSeverity.Major, []),
        new(VehicleRuleKey.OffRouteReminder, AlarmSeverity.Minor, [], EventOnly: true),
        new(VehicleRuleKey.OffRoute, AlarmSeverity.Minor, []),
        new(VehicleRuleKey.OffRouteSerious, AlarmSeverity.Major, []),
        new(VehicleRuleKey.Overspeed, AlarmSeverity.Minor, []),
        new(VehicleRuleKey.OffHours, AlarmSeverity.Minor, []),
        // GB/T 30428.2 event 03-11 渣土运输车辆未安装密闭装置: the class a collector files an uncovered muck truck under.
        new(VehicleRuleKey.NotSealed, AlarmSeverity.Major, [Muck], "event/0311"),
        new(VehicleRuleKey.PowerCut, AlarmSeverity.Minor, []),
        new(VehicleRuleKey.OfflineOnTask, AlarmSeverity.Minor, []),
        // Event 01-11 积存垃圾渣土: what lies there afterwards, and what somebody has to clear away.
        new(VehicleRuleKey.DumpingSuspected, AlarmSeverity.Major, [Muck], "event/0111"),
    ];

    public static readonly IReadOnlyList<VehicleLimit> Limits =
    [
        new(VehicleRuleKey.ForbiddenArea, "hold_s", null, 0, "s", "the area's own dwell time holds it"),
        new(VehicleRuleKey.ForbiddenArea, "clear_s", null, 0, "s", "the area's own dwell time ends it"),

        new(VehicleRuleKey.OffRouteReminder, "hold_s", null, 30, "s", "one report period, ours [L]"),
        new(VehicleRuleKey.OffRoute, "hold_s", null, 600, "s", $"{Domain}: remind the driver, 10 min to return, ddcwl.com 15078 [H]"),
        new(VehicleRuleKey.OffRouteSerious, "hold_s", null, 900, "s", $"{Domain}: 15 min or more is serious, ddcwl.com 15078 [H]"),
        new(VehicleRuleKey.OffRouteReminder, "clear_s", null, 30, "s", "ours [L]"),
        new(VehicleRuleKey.OffRoute, "clear_s", null, 30, "s", "ours [L]"),
        new(VehicleRuleKey.OffRouteSerious, "clear_s", null, 30, "s", "ours [L]"),

        new(VehicleRuleKey.Overspeed, "limit_kmh", null, 60, "km/h", $"{Domain}: urban 40–60 km/h [L]"),
        new(VehicleRuleKey.Overspeed, "loaded_limit_kmh", null, 60, "km/h", $"{Domain}: urban 40–60 km/h [L]"),
        new(VehicleRuleKey.Overspeed, "loaded_limit_kmh", Muck, 50, "km/h", $"{Domain}: limit by loaded state; urban 40–60 km/h [L]"),
        new(VehicleRuleKey.Overspeed, "limit_kmh", "sprinkler", 50, "km/h", $"{Domain}: urban 40–60 km/h [L]"),
        new(VehicleRuleKey.Overspeed, "limit_kmh", "enforcement", 80, "km/h", "ours [L]"),
        new(VehicleRuleKey.Overspeed, "hysteresis_kmh", null, 3, "km/h", "ours [L]"),
        new(VehicleRuleKey.Overspeed, "hold_s", null, 10, "s", $"{Domain}: hold 10–30 s [L]"),
        new(VehicleRuleKey.Overspeed, "clear_s", null, 10, "s", "ours [L]"),

        new(VehicleRuleKey.OffHours, "hold_s", null, 60, "s", "ours [L]"),
        new(VehicleRuleKey.OffHours, "clear_s", null, 60, "s", "ours [L]"),

        new(VehicleRuleKey.NotSealed, "hold_s", null, 10, "s", $"{Domain}: cover sensor open while loaded and moving [M]; hold ours [L]"),
        new(VehicleRuleKey.NotSealed, "clear_s", null, 10, "s", "ours [L]"),

        new(VehicleRuleKey.PowerCut, "hold_s", null, 10, "s", "JT/T 808 alarm bit 8 [H]; hold ours [L]"),
        new(VehicleRuleKey.PowerCut, "clear_s", null, 30, "s", "ours [L]"),

        new(VehicleRuleKey.OfflineOnTask, "after_s", null, 600, "s", $"{Domain}: > 10 min while on task [L]"),
        new(VehicleRuleKey.OfflineOnTask, "hold_s", null, 0, "s", "the silence itself is the hold"),
        new(VehicleRuleKey.OfflineOnTask, "clear_s", null, 0, "s", "the next fix ends it"),

        new(VehicleRuleKey.DumpingSuspected, "hold_s", null, 15, "s", "so that lift, box and load can agree; ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "clear_s", null, 10, "s", "ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "lifted_s", null, 5, "s", "a shorter lift moves no load; ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "box_open_s", null, 10, "s", "ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "stop_s", null, 300, "s", $"{Domain}: stop of 5 min off site while loaded [L]"),
        new(VehicleRuleKey.DumpingSuspected, "drop_s", null, 600, "s", "longer between full and empty, and nobody knows where; ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "site_margin_m", null, 30, "m", "receivers wander, and drawn borders too; ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "site_memory_s", null, 60, "s", "a load sensor may lag behind the tipping at an approved site; ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "gone_m", null, 200, "m", "so far away it does not tip there any more; ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "spill_kmh", null, 10, "km/h", "a load that goes while the truck drives on is spilt; ours [L]"),
        // How far each reason alone is believed; reasons that agree leave less doubt: 1 − Π (1 − score).
        new(VehicleRuleKey.DumpingSuspected, "score.load_drop", null, 0.7, "", "ours [L], to be replaced by the operators' verdicts"),
        new(VehicleRuleKey.DumpingSuspected, "score.lifted", null, 0.6, "", "ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "score.box_opened", null, 0.5, "", "ours [L]"),
        new(VehicleRuleKey.DumpingSuspected, "score.loaded_stop", null, 0.4, "", "ours [L]"),

        new(VehicleRuleKey.Load, "loaded_share", null, 0.5, "", "JT/T 808 status bits 8–9: half loaded or more [H]"),
        new(VehicleRuleKey.Load, "empty_share", null, 0.2, "", "ours [L]"),
        new(VehicleRuleKey.Load, "loaded_t", null, 3, "t", "ours [L]"),
        new(VehicleRuleKey.Load, "empty_t", null, 1, "t", "ours [L]"),
    ];

    private static readonly Dictionary<string, VehicleRuleRow> ByKey = Rules.ToDictionary(r => r.Key, StringComparer.Ordinal);

    private static readonly Dictionary<(string Rule, string What, string? Kind), double> Numbers = Limits.ToDictionary(l => (l.Rule, l.What, l.Kind), l => l.Value);

    public static VehicleRuleRow Find(string rule) => ByKey[rule];

    /// <summary>Whether there is such a rule on vehicles.</summary>
    public static bool Has(string rule) => ByKey.ContainsKey(rule);

    /// <summary>A threshold for a kind of vehicle.</summary>
    public static double Number(string rule, string what, string? kind) =>
        Numbers.TryGetValue((rule, what, kind), out var own) ? own : Numbers[(rule, what, null)];
}
