using System.Diagnostics.Metrics;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

public sealed class MqttCountersTests
{
    [Fact]
    public async Task What_happens_is_counted_and_told_by_the_meter()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));
        var packet = Wire.Publish(MqttVersion.V5, "t", "x", 1);
        await client.SendAsync(packet);
        await client.ReadAsync();
        await client.ReadAsync();

        var counters = broker.Server.Counters;
        await Eventually.UntilAsync(() => counters.MessagesIn == 1 && counters.MessagesOut == 1);
        Assert.Equal(1, counters.Connections);
        Assert.True(counters.BytesIn >= packet.Length);
        Assert.True(counters.BytesOut >= packet.Length);
        var told = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (counters.Owns(instrument.Meter))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal(9 + 1, told.Count);
        Assert.Equal(1, told["mqtt.sessions"]);
        Assert.Equal(1, told["mqtt.connections"]);
        Assert.Equal(1, told["mqtt.messages.in"]);
        Assert.Equal(1, told["mqtt.messages.out"]);
    }
}
