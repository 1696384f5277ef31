namespace UrbanGrid.Hub.Incidents;

/// <summary>
/// Confidence in an incident: each device is an independent witness, none of them certain. One witness alone reaches
/// at most <see cref="WitnessTrust"/>; a second one raises it.
/// </summary>
public static class FusedScore
{
    /// <summary>How far a single device is believed, 0..1.</summary>
    public const double WitnessTrust = 0.9;

    /// <summary>1 − Π (1 − trust × best score of the device).</summary>
    public static double Of(IEnumerable<IncidentAlarm> alarms) =>
        1 - alarms.GroupBy(a => a.DeviceId)
            .Select(device => 1 - (WitnessTrust * Math.Clamp(device.Max(a => a.Score), 0, 1)))
            .Aggregate(1.0, (product, doubt) => product * doubt);
}
