using System.Diagnostics.Metrics;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest;

/// <summary>Counters of ingest; the meter is <c>UrbanGrid.Ingest</c>.</summary>
public sealed class IngestMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "UrbanGrid.Ingest";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _received;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _refusedConnects;
    private readonly Counter<long> _denied;
    private readonly Counter<long> _throttled;
    private readonly Counter<long> _commitFailures;
    private readonly Counter<long> _subscriberFailures;
    private readonly Counter<long> _alarms;
    private readonly Counter<long> _mirrored;
    private readonly Counter<long> _mirrorLost;
    private readonly Counter<long> _mirrorFailures;
    private readonly Counter<long> _fixesRefused;
    private readonly Counter<long> _daysRecomputed;
    private readonly Counter<long> _journeysLost;
    private readonly Histogram<double> _commitSeconds;
    private readonly KeyValuePair<string, object?>[] _refusals =
        [.. Enumerable.Range(0, FixRefusalText.Count).Select(r => KeyValuePair.Create<string, object?>("reason", FixRefusalText.Code(r)))];

    private readonly KeyValuePair<string, object?>[] _kinds =
        [.. Enum.GetValues<TopicKind>().Select(k => KeyValuePair.Create<string, object?>("kind", k.ToString().ToLowerInvariant()))];

    /// <summary>Creates the instruments.</summary>
    public IngestMetrics()
    {
        _received = _meter.CreateCounter<long>("urbangrid.ingest.received", "{message}", "Messages received, by kind");
        _stored = _meter.CreateCounter<long>("urbangrid.ingest.stored", "{row}", "Values, positions and events stored");
        _repeated = _meter.CreateCounter<long>("urbangrid.ingest.duplicates", "{row}", "Values, positions and events that were stored already");
        _deadLetters = _meter.CreateCounter<long>("urbangrid.ingest.dead_letters", "{message}", "Messages refused whole or in part, by reason");
        _refusedConnects = _meter.CreateCounter<long>("urbangrid.ingest.auth_failures", "{connect}", "Connections refused, by reason");
        _denied = _meter.CreateCounter<long>("urbangrid.ingest.denied", "{request}", "Publishes and subscriptions outside a device's own topics");
        _throttled = _meter.CreateCounter<long>("urbangrid.ingest.throttled", "{message}", "Messages that had to wait for their device's rate limit");
        _commitFailures = _meter.CreateCounter<long>("urbangrid.ingest.commit_failures", "{commit}", "Commits that failed and were tried again");
        _subscriberFailures = _meter.CreateCounter<long>("urbangrid.ingest.subscriber_failures", "{call}", "Calls to the hub that threw");
        _alarms = _meter.CreateCounter<long>("urbangrid.ingest.alarms", "{alarm}", "Alarms raised, by rule");
        _mirrored = _meter.CreateCounter<long>("urbangrid.ingest.mirror_lines", "{line}", "Lines the mirror has taken");
        _mirrorLost = _meter.CreateCounter<long>("urbangrid.ingest.mirror_lost", "{line}", "Lines the mirror refused or that found no room in the spool");
        _mirrorFailures = _meter.CreateCounter<long>("urbangrid.ingest.mirror_failures", "{request}", "Requests to the mirror that failed and are tried again");
        _fixesRefused = _meter.CreateCounter<long>(
            "urbangrid.ingest.fixes_refused", "{fix}", "Fixes of vehicles that are stored but were left out of trips and rules, by reason");
        _daysRecomputed = _meter.CreateCounter<long>("urbangrid.ingest.vehicle_days_recomputed", "{day}", "Days of vehicles worked out once more");
        _journeysLost = _meter.CreateCounter<long>(
            "urbangrid.ingest.journeys_lost", "{row}", "Trips, stops, days or events for which there was no room while their store did not answer");
        _commitSeconds = _meter.CreateHistogram<double>("urbangrid.ingest.commit_seconds", "s", "Time of one group commit, seconds");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Received(TopicKind kind) => _received.Add(1, _kinds[(int)kind]);

    internal void Committed(int stored, int repeated, TimeSpan took)
    {
        _stored.Add(stored);
        _repeated.Add(repeated);
        _commitSeconds.Record(took.TotalSeconds);
    }

    internal void DeadLetter(Refusal reason) => _deadLetters.Add(1, KeyValuePair.Create<string, object?>("reason", reason.Code()));

    /// <summary>Fixes that the chain of vehicles left out, by <see cref="FixRefusal"/>.</summary>
    internal void FixesRefused(ReadOnlySpan<int> refused)
    {
        for (var reason = 0; reason < refused.Length; reason++)
        {
            if (refused[reason] > 0)
            {
                _fixesRefused.Add(refused[reason], _refusals[reason]);
            }
        }
    }

    internal void DayRecomputed() => _daysRecomputed.Add(1);

    internal void JourneyLost() => _journeysLost.Add(1);

    internal void ConnectRefused(string reason) => _refusedConnects.Add(1, KeyValuePair.Create<string, object?>("reason", reason));

    internal void Denied() => _denied.Add(1);

    internal void Throttled() => _throttled.Add(1);

    internal void CommitFailed() => _commitFailures.Add(1);

    internal void SubscriberFailed() => _subscriberFailures.Add(1);

    internal void AlarmRaised(string rule) => _alarms.Add(1, KeyValuePair.Create<string, object?>("rule", rule));

    internal void Mirrored(long lines) => _mirrored.Add(lines);

    internal void MirrorLost(long lines) => _mirrorLost.Add(lines);

    internal void MirrorFailed() => _mirrorFailures.Add(1);

    internal void WatchMirror(Func<long> backlog) =>
        _meter.CreateObservableGauge("urbangrid.ingest.mirror_backlog", backlog, "By", "Bytes that wait for the mirror");

    internal void WatchQueue(string queue, Func<int> depth) =>
        _meter.CreateObservableGauge("urbangrid.ingest.queue", () => new Measurement<int>(depth(), KeyValuePair.Create<string, object?>("queue", queue)), "{observation}", "Observations waiting");
}
