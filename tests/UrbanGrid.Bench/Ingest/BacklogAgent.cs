using System.Buffers.Text;
using System.Text;

namespace UrbanGrid.Bench;

/// <summary>One edge agent that sends what its devices spooled: device after device, each device's readings in order.</summary>
internal sealed class BacklogAgent : IDisposable
{
    private const int Window = 20;
    private const string Reading = "{\"ts\":1700000000000,\"values\":{\"battery\":87}}";

    private readonly MqttSocket _socket;
    private readonly BacklogPlan _plan;
    private readonly int _agent;
    private readonly byte[] _payload;

    private BacklogAgent(MqttSocket socket, BacklogPlan plan, int agent)
    {
        (_socket, _plan, _agent) = (socket, plan, agent);
        _payload = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat(Reading, plan.RowsPerMessage)) + "]");
    }

    public static async Task<BacklogAgent> OpenAsync(int port, BacklogPlan plan, int agent, string token, CancellationToken cancellationToken) =>
        new(await MqttSocket.OpenAsync(port, BacklogPlan.AgentId(agent), token, cancellationToken), plan, agent);

    /// <summary>Sends everything; returns when the last message is acknowledged.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        long sent = 0, acknowledged = 0;
        foreach (var device in _plan.DevicesOf(_agent))
        {
            var packet = MqttSocket.Publish($"urbangrid/v1/{BacklogPlan.DeviceId(device)}/telemetry", _payload, out var idAt);
            for (var message = 0; message < _plan.MessagesPerDevice; message++)
            {
                WriteTimes(packet.AsSpan(packet.Length - _payload.Length), message);
                MqttSocket.WriteId(packet.AsSpan(idAt), sent++);
                await _socket.SendAsync(packet, cancellationToken);
                while (sent - acknowledged >= Window)
                {
                    acknowledged += await _socket.ReceiveAcknowledgementsAsync(cancellationToken);
                }
            }
        }

        while (acknowledged < sent)
        {
            acknowledged += await _socket.ReceiveAcknowledgementsAsync(cancellationToken);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void WriteTimes(Span<byte> payload, int message)
    {
        var time = _plan.FirstTime + ((long)message * _plan.RowsPerMessage * BacklogPlan.IntervalMs);
        for (var i = 0; i < _plan.RowsPerMessage; i++)
        {
            var at = 1 + (i * (Reading.Length + 1)) + "{\"ts\":".Length;
            Utf8Formatter.TryFormat(time + (i * BacklogPlan.IntervalMs), payload[at..], out _);
        }
    }
}
