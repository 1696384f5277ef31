using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Sessions without a network, for parts that only hold them.</summary>
internal static class Sessions
{
    public static SessionState New(string clientId)
    {
        var options = new MqttServerOptions();
        return new SessionState(clientId, null, 0, options, new QueueBudget(options.MaxQueuedBytes), null);
    }
}
