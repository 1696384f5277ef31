using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Brokers;

/// <summary>
/// Commands by way of an external broker. Which devices listen there only the broker knows, so all of them count as listening
/// while it is connected; for a device that is away it may keep the command until its time is over.
/// </summary>
internal sealed class BrokerCommandLink(TimeProvider time) : ICommandLink
{
    private const long Never = -1;
    private MqttClient? _client;
    private long _since = Never;

    /// <summary>The connection commands go out on.</summary>
    public void Through(MqttClient client)
    {
        _client = client;
        client.ConnectionChanged += connected => Volatile.Write(ref _since, connected ? Now() : Never);
    }

    public long? ListensSince(OutgoingCommand command) => Volatile.Read(ref _since) is var since and not Never ? since : null;

    public async ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken) =>
        await _client!.PublishAsync(command.ToMessage(Now()), cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
