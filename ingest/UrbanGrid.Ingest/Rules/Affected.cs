using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Rules;

/// <summary>One device of a group on which a rule of the group holds.</summary>
/// <param name="Device">The device.</param>
/// <param name="Alarm">Its own alarm; part of the group's where <see cref="Alarm.PartOf"/> says so.</param>
/// <param name="HeldUntil">Hub time until which it is not told, so that a group may form; null once it is told, or part of one.</param>
internal sealed record Affected(DeviceState Device, Alarm Alarm, long? HeldUntil)
{
    public bool IsFolded => Alarm.PartOf is not null;
}
