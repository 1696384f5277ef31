using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Bench;

/// <summary>A client of the product's own MQTT library.</summary>
internal static class ProbeClient
{
    public static async Task<MqttClient> ConnectAsync(int port, string user, string password, CancellationToken cancellationToken)
    {
        var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = port, ClientId = user, UserName = user, Password = password },
            TimeProvider.System, NullLogger<MqttClient>.Instance);
        client.Start();
        await client.WaitConnectedAsync(cancellationToken);
        return client;
    }
}
