using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Counters of the gateway of vehicle terminals; they are among those of ingest.</summary>
public sealed class Jt808Metrics : IDisposable
{
    private readonly Meter _meter = new(IngestMetrics.MeterName);
    private readonly Counter<long> _messages;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _refused;
    private readonly ConcurrentDictionary<ushort, KeyValuePair<string, object?>> _ids = new();

    /// <summary>Creates the instruments.</summary>
    public Jt808Metrics()
    {
        _messages = _meter.CreateCounter<long>("urbangrid.jt808.messages", "{message}", "Messages of vehicle terminals, by id");
        _faults = _meter.CreateCounter<long>("urbangrid.jt808.faults", "{frame}", "Frames that could not be read, by reason");
        _refused = _meter.CreateCounter<long>("urbangrid.jt808.refused", "{message}", "Messages and connections turned away, by reason");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Message(ushort id) => _messages.Add(1, _ids.GetOrAdd(id, i => KeyValuePair.Create<string, object?>("id", string.Create(CultureInfo.InvariantCulture, $"0x{i:X4}"))));

    internal void Fault(FrameFault fault) => _faults.Add(1, KeyValuePair.Create<string, object?>("reason", fault.Code()));

    internal void Refused(string reason) => _refused.Add(1, KeyValuePair.Create<string, object?>("reason", reason));

    internal void WatchConnections(Func<int> count) => _meter.CreateObservableGauge("urbangrid.jt808.terminals", count, "{terminal}", "Vehicle terminals connected");
}
