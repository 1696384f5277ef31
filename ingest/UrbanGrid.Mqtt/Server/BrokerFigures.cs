using System.Globalization;
using System.Reflection;
using System.Text;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// What the server tells of itself below <c>$SYS/broker</c>, retained, in the topics that monitoring tools know. A filter
/// that starts with a wildcard does not match them (MQTT 5 §4.7.2).
/// </summary>
internal sealed class BrokerFigures : IDisposable
{
    /// <summary>Prefix of the server's own topics.</summary>
    public const string Root = "$SYS/";

    private readonly MqttServer _server;
    private readonly long _started;
    private readonly ITimer _timer;

    public BrokerFigures(MqttServer server, TimeSpan interval)
    {
        _server = server;
        _started = server.Time.GetTimestamp();
        _timer = server.Time.CreateTimer(_ => Publish(), null, TimeSpan.Zero, interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Publish()
    {
        var counters = _server.Counters;
        var uptime = (long)_server.Time.GetElapsedTime(_started).TotalSeconds;
        var version = typeof(MqttServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Publish("version", $"UrbanGrid {version?.Split('+')[0]}");
        Publish("uptime", $"{uptime.ToString(CultureInfo.InvariantCulture)} seconds");
        Publish("clients/connected", _server.Sessions.Connected);
        Publish("clients/disconnected", _server.Sessions.Count - _server.Sessions.Connected);
        Publish("clients/total", _server.Sessions.Count);
        Publish("messages/received", counters.MessagesIn);
        Publish("messages/sent", counters.MessagesOut);
        Publish("publish/messages/dropped", counters.Dropped);
        Publish("bytes/received", counters.BytesIn);
        Publish("bytes/sent", counters.BytesOut);
        Publish("retained messages/count", _server.Retained.Count);
        Publish("subscriptions/count", _server.Subscriptions.Count);
    }

    private void Publish(string name, long value) => Publish(name, value.ToString(CultureInfo.InvariantCulture));

    private void Publish(string name, string value) => _ = _server.PublishAsync(
        $"{Root}broker/{name}", Encoding.UTF8.GetBytes(value), MqttQos.AtMostOnce, retain: true, CancellationToken.None).AsTask();
}
