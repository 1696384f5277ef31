using System.Collections.Concurrent;
using System.Text;

namespace UrbanGrid.Mqtt.Tests;

public sealed class MqttClientTests
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task A_message_reaches_its_subscriber_and_is_acknowledged(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var subscriber = broker.Client("subscriber", o => o with { Version = version });
        await using var publisher = broker.Client("publisher", o => o with { Version = version });
        subscriber.Start();
        publisher.Start();
        await Task.WhenAll(subscriber.WaitConnectedAsync(default), publisher.WaitConnectedAsync(default)).WaitAsync(Wait.Limit);
        var deliveries = new ConcurrentQueue<string>();
        await subscriber.SubscribeAsync(
            "city/+/tilt", MqttQos.AtLeastOnce,
            (d, _) =>
            {
                deliveries.Enqueue($"{d.Topic} {Encoding.UTF8.GetString(d.Payload.Span)} {d.Qos}");
                return default;
            },
            default);

        var acks = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i =>
            publisher.PublishAsync("city/m1/tilt", Encoding.UTF8.GetBytes($"{i}"), MqttQos.AtLeastOnce, false, default)));

        Assert.All(acks, a => Assert.Equal(MqttReasonCode.Success, a));
        await Wait.UntilAsync(() => deliveries.Count == 1_000);
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"city/m1/tilt {i} AtLeastOnce"), deliveries);
    }
}
