namespace UrbanGrid.Hub.Alarms;

/// <summary>Why an alarm raises no incident.</summary>
/// <param name="Reason"><see cref="Maintenance"/> or <see cref="WorkOrder"/>.</param>
/// <param name="Until">When that ends, Unix ms; null where nobody knows.</param>
/// <param name="Ref">Id of the maintenance window, or number of the case.</param>
public sealed record Suppression(string Reason, long? Until, string Ref)
{
    /// <summary>检修窗口: somebody works on the device, as announced.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>在办案件: the trouble has an open case already.</summary>
    public const string WorkOrder = "work_order";
}
