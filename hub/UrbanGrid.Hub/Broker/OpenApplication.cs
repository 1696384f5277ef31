using System.Buffers;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Broker;

/// <summary>Everybody may say and hear everything, but for one filter that suites which others wrote expect to be refused.</summary>
internal sealed class OpenApplication(Lazy<MqttServer> server) : IMqttApplication
{
    /// <summary>The filter whose subscription is refused.</summary>
    public const string RefusedFilter = "test/nosubscribe";

    public ValueTask<MqttReasonCode> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttReasonCode.Success);

    public bool MayPublish(MqttSession session, string topic) => true;

    public bool MaySubscribe(MqttSession session, string filter) => filter != RefusedFilter;

    public ValueTask SessionStartedAsync(MqttSession session, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask ReceiveAsync(MqttSession session, MqttInbound message, CancellationToken cancellationToken)
    {
        await server.Value.PublishAsync(
            new MqttMessage
            {
                Topic = message.Topic, Payload = message.Payload.ToArray(), Qos = message.Qos, Retain = message.Retain,
                Properties = message.Properties, SenderId = session.ClientId,
            },
            cancellationToken);
        message.Receipt.Complete();
    }

    public ValueTask SessionEndedAsync(MqttSession session, MqttReasonCode reason) => ValueTask.CompletedTask;
}
