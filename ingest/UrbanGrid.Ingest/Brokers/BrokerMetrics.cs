using System.Diagnostics.Metrics;

namespace UrbanGrid.Ingest.Brokers;

/// <summary>Counters of the link to an external broker; same meter as the rest of ingest.</summary>
internal sealed class BrokerMetrics : IDisposable
{
    private readonly Meter _meter = new(IngestMetrics.MeterName);
    private readonly Counter<long> _received;
    private readonly Counter<long> _connections;

    public BrokerMetrics()
    {
        _received = _meter.CreateCounter<long>("urbangrid.ingest.broker_received", "{message}", "Messages read from the external broker, by what became of them");
        _connections = _meter.CreateCounter<long>("urbangrid.ingest.broker_connections", "{connection}", "Connections made to the external broker");
    }

    public void Dispose() => _meter.Dispose();

    public void Received(string fate) => _received.Add(1, KeyValuePair.Create<string, object?>("fate", fate));

    public void Connected() => _connections.Add(1);

    public void Watch(Func<bool> connected) =>
        _meter.CreateObservableGauge("urbangrid.ingest.broker_connected", () => connected() ? 1 : 0, description: "Whether the external broker is connected");
}
