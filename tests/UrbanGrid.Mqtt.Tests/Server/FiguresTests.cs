using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

public sealed class FiguresTests
{
    [Fact]
    public async Task The_server_tells_its_figures_to_those_who_ask_for_them_by_name()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { FiguresInterval = TimeSpan.FromSeconds(10) }, time);
        using var client = await RawClient.ConnectAsync(broker, "client");
        var (away, _) = await RawClient.ResumeAsync(broker, "away");
        await away.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 1);
        time.Advance(TimeSpan.FromSeconds(10));

        await client.SubscribeAsync(new("#", MqttQos.AtMostOnce), new("$SYS/broker/clients/+", MqttQos.AtMostOnce));

        var figures = new Dictionary<string, string>();
        for (var i = 0; i < 3; i++)
        {
            var (packet, _) = await client.ReadPublishAsync();
            figures[packet.Topic] = Encoding.UTF8.GetString(packet.Payload);
        }

        Assert.Equal("1", figures["$SYS/broker/clients/connected"]);
        Assert.Equal("1", figures["$SYS/broker/clients/disconnected"]);
        Assert.Equal("2", figures["$SYS/broker/clients/total"]);
        await client.ExpectNothingAsync();
    }
}
