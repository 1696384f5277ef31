using System.Collections.Frozen;
using UrbanGrid.Mqtt;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>What the agent does with a message that the hub answered with a failure.</summary>
public static class RefusalPolicy
{
    /// <summary>Answers that will be the same for ever: the message is dropped and counted, so that those behind it can go.</summary>
    private static readonly FrozenSet<MqttReasonCode> ForEver = FrozenSet.ToFrozenSet(
    [
        MqttReasonCode.NotAuthorized,
        MqttReasonCode.TopicNameInvalid,
        MqttReasonCode.PacketTooLarge,
        MqttReasonCode.PayloadFormatInvalid,
    ]);

    /// <summary>Whether the hub has taken the message.</summary>
    public static bool IsAccepted(MqttReasonCode reason) => (byte)reason < 0x80;

    /// <summary>Whether to give the message up; otherwise it is sent again after a pause.</summary>
    public static bool IsForEver(MqttReasonCode reason) => ForEver.Contains(reason);
}
