namespace UrbanGrid.Mqtt;

/// <summary>When retained messages are sent for a subscription, MQTT 5 §3.8.3.1.</summary>
public enum RetainHandling : byte
{
    /// <summary>Each time it is asked for.</summary>
    Always = 0,
    /// <summary>Only if the subscription did not exist before.</summary>
    IfNew = 1,
    /// <summary>Not at all.</summary>
    Never = 2,
}
