using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>A plain broker: routes what it gets, acknowledges at once unless told to hold back.</summary>
internal sealed class BrokerApplication : IMqttApplication
{
    public MqttServer? Server { get; set; }

    public ConcurrentQueue<(string Topic, string Payload, bool Retain, MqttMessageProperties? Properties)> Received { get; } = new();

    public ConcurrentQueue<PublishReceipt> Held { get; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public bool HoldReceipts { get; set; }

    public Func<MqttConnectRequest, MqttReasonCode> Authenticate { get; set; } = _ => MqttReasonCode.Success;

    public Func<MqttSession, string, bool> PublishAllowed { get; set; } = (_, _) => true;

    public Func<MqttSession, string, bool> SubscribeAllowed { get; set; } = (_, _) => true;

    public Func<MqttInbound, MqttReasonCode> Verdict { get; set; } = _ => MqttReasonCode.Success;

    public Func<Task> BeforeReceive { get; set; } = () => Task.CompletedTask;

    public ValueTask<MqttReasonCode> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        new(Authenticate(request));

    public bool MayPublish(MqttSession session, string topic) => PublishAllowed(session, topic);

    public bool MaySubscribe(MqttSession session, string filter) => SubscribeAllowed(session, filter);

    public ValueTask SessionStartedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        Events.Enqueue($"start {session.ClientId}");
        return default;
    }

    public async ValueTask ReceiveAsync(MqttSession session, MqttInbound message, CancellationToken cancellationToken)
    {
        await BeforeReceive();
        Received.Enqueue((message.Topic, Encoding.UTF8.GetString(message.Payload), message.Retain, message.Properties));
        await Server!.PublishAsync(
            new MqttMessage
            {
                Topic = message.Topic,
                Payload = message.Payload.ToArray(),
                Qos = message.Qos,
                Retain = message.Retain,
                Properties = message.Properties,
                SenderId = session.ClientId,
            },
            cancellationToken);
        if (HoldReceipts)
        {
            Held.Enqueue(message.Receipt);
        }
        else
        {
            message.Receipt.Complete(Verdict(message));
        }
    }

    public ValueTask SessionEndedAsync(MqttSession session, MqttReasonCode reason)
    {
        Events.Enqueue($"end {session.ClientId} {reason}");
        return default;
    }

    public void CompleteAll()
    {
        HoldReceipts = false;
        while (Held.TryDequeue(out var receipt))
        {
            receipt.Complete();
        }
    }
}
