namespace UrbanGrid.Hub.Alarms;

/// <summary>Why an alarm raises no incident.</summary>
/// <param name="Reason"><see cref="Maintenance"/>, <see cref="WorkOrder"/> or <see cref="Unlikely"/>.</param>
/// <param name="Until">When that ends, Unix ms; null where nobody knows.</param>
/// <param name="Ref">Id of the maintenance window, number of the case, or the least probability.</param>
public sealed record Suppression(string Reason, long? Until, string Ref)
{
    /// <summary>检修窗口: somebody works on the device, as announced.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>在办案件: the trouble has an open case already.</summary>
    public const string WorkOrder = "work_order";

    /// <summary>可信度低: it is less likely to be right than the threshold of its camera asks for.</summary>
    public const string Unlikely = "unlikely";
}
