using System.IO.Pipelines;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Sessions without a network, for parts that only hold them.</summary>
internal static class Sessions
{
    public static MqttSession New(string clientId)
    {
        var connect = new ConnectPacket { Version = MqttVersion.V5, ClientId = clientId, KeepAliveSeconds = 0 };
        var pipe = new Pipe();
        var counters = new MqttCounters(() => 0);
        var sender = new SessionSender(pipe.Writer, connect, new MqttServerOptions(), counters, TimeProvider.System);
        var peer = new MqttPeer(new Duplex(pipe), null, null, () => { });
        return new MqttSession(connect, clientId, peer, sender, new KeepAliveWatch(0, TimeProvider.System));
    }

    private sealed class Duplex(Pipe pipe) : IDuplexPipe
    {
        public PipeReader Input => pipe.Reader;

        public PipeWriter Output => pipe.Writer;
    }
}
