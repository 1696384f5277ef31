using System.Buffers;
using Microsoft.Extensions.Logging;

namespace UrbanGrid.Mqtt.Server;

/// <summary>Hands the will of a client that is gone to the application, MQTT 5 §3.1.2.5.</summary>
internal sealed class WillPublisher(MqttServer server)
{
    /// <summary>Publishes the will of a connection; a failure of the application is logged.</summary>
    public async ValueTask PublishAsync(MqttSession connection)
    {
        if (connection.Connect.Will is not { } will)
        {
            return;
        }

        try
        {
            if (!server.Application.MayPublish(connection, will.Topic))
            {
                server.Counters.CountDenied();
                return;
            }

            var message = new MqttInbound
            {
                Topic = will.Topic,
                Payload = new ReadOnlySequence<byte>(will.Payload),
                Qos = will.Qos,
                Retain = will.Retain,
                Properties = connection.Connect.WillProperties,
                Receipt = default,
            };
            await server.Application.ReceiveAsync(connection, message, CancellationToken.None);
        }
        catch (Exception error)
        {
            server.Logger.LogError(error, "The application failed on the will of {Client}", connection.ClientId);
        }
    }
}
