using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.Mqtt;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>Makes the agent's one MQTT client from its settings.</summary>
public static class HubConnection
{
    /// <summary>The client, not yet started. Its will says that the agent is offline.</summary>
    public static MqttClient Create(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        var (hub, agent) = (settings.Hub, settings.Agent);
        var client = new MqttClient(
            new MqttClientOptions
            {
                Host = hub.Host,
                Port = hub.EffectivePort,
                Tls = hub.Tls,
                ClientId = agent.Id,
                UserName = agent.Id,
                Password = TokenOf(agent),
                Version = hub.Mqtt == "3.1.1" ? MqttVersion.V311 : MqttVersion.V5,
                MaxReconnectDelay = TimeSpan.FromSeconds(hub.MaxReconnectSeconds),
                Will = new MqttWill(DeviceTopic.Status(agent.Id), "offline"u8.ToArray(), MqttQos.AtLeastOnce, Retain: true),
            },
            time,
            loggers.CreateLogger<MqttClient>());

        var logger = loggers.CreateLogger(typeof(HubConnection));
        client.ConnectionChanged += connected =>
        {
            if (connected)
            {
                logger.LogInformation("Connected to the hub {Host}:{Port} as {Agent}", hub.Host, hub.EffectivePort, agent.Id);
            }
            else
            {
                logger.LogWarning(
                    "Not connected to the hub {Host}:{Port}{Refusal}; what has not been sent stays on disk",
                    hub.Host, hub.EffectivePort, client.LastRefusal is { } reason ? $" (it refuses: {reason})" : "");
            }
        };
        return client;
    }

    private static string TokenOf(AgentSettings agent) =>
        agent.Token ?? File.ReadLines(agent.TokenFile!).FirstOrDefault()?.Trim() ?? "";
}
