using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.TerminalAlarms;

/// <summary>An alarm a terminal raises itself.</summary>
/// <param name="Bit">Bit of <see cref="VehicleAttributes.AlarmBits"/>.</param>
/// <param name="Rule">Name of the rule its alarm has.</param>
/// <param name="Severity">How bad.</param>
public sealed record TerminalAlarmRule(int Bit, string Rule, AlarmSeverity Severity)
{
    /// <summary>Beginning of the names of all of them.</summary>
    public const string Prefix = "terminal_";

    /// <summary>
    /// Bits of JT/T 808-2019 table 24 that somebody is told of. Those missing are no news: 13 and 14 warn the driver alone, 18 to
    /// 23 are about limits kept in the terminal, which the hub's own rules judge.
    /// </summary>
    public static IReadOnlyList<TerminalAlarmRule> Table { get; } =
    [
        new(0, "terminal_emergency", AlarmSeverity.Critical),
        new(1, "terminal_overspeed", AlarmSeverity.Minor),
        new(2, "terminal_fatigue", AlarmSeverity.Major),
        new(3, "terminal_danger", AlarmSeverity.Major),
        new(4, "terminal_gnss", AlarmSeverity.Minor),
        new(5, "terminal_antenna_cut", AlarmSeverity.Major),
        new(6, "terminal_antenna_short", AlarmSeverity.Minor),
        new(7, "terminal_power_low", AlarmSeverity.Minor),
        new(8, "terminal_power_cut", AlarmSeverity.Major),
        new(9, "terminal_display", AlarmSeverity.Minor),
        new(10, "terminal_speech", AlarmSeverity.Minor),
        new(11, "terminal_camera", AlarmSeverity.Minor),
        new(12, "terminal_card_reader", AlarmSeverity.Minor),
        new(15, "terminal_violation", AlarmSeverity.Minor),
        new(16, "terminal_tyre", AlarmSeverity.Minor),
        new(17, "terminal_blind_spot", AlarmSeverity.Minor),
        new(24, "terminal_speed_sensor", AlarmSeverity.Minor),
        new(25, "terminal_fuel", AlarmSeverity.Major),
        new(26, "terminal_stolen", AlarmSeverity.Critical),
        new(27, "terminal_ignition", AlarmSeverity.Major),
        new(28, "terminal_displacement", AlarmSeverity.Major),
        new(29, "terminal_collision", AlarmSeverity.Critical),
        new(30, "terminal_rollover", AlarmSeverity.Critical),
        new(31, "terminal_door", AlarmSeverity.Major),
    ];
}
