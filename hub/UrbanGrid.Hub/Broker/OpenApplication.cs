using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Broker;

/// <summary>Everybody may say and hear everything, but for one filter that suites which others wrote expect to be refused.</summary>
internal sealed class OpenApplication(Lazy<MqttServer> server) : IMqttApplication
{
    /// <summary>The filter whose subscription is refused.</summary>
    public const string RefusedFilter = "test/nosubscribe";

    public ValueTask<MqttReasonCode> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(MqttReasonCode.Success);

    public bool MayPublish(MqttSession session, string topic) => !topic.StartsWith("$SYS/", StringComparison.Ordinal);

    public bool MaySubscribe(MqttSession session, string filter) => filter != RefusedFilter;

    public ValueTask SessionStartedAsync(MqttSession session, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ReceiveAsync(MqttSession session, MqttInbound message, CancellationToken cancellationToken)
    {
        server.Value.Forward(session, message);
        return ValueTask.CompletedTask;
    }

    public ValueTask SessionEndedAsync(MqttSession session, MqttReasonCode reason) => ValueTask.CompletedTask;
}
