using System.Runtime.InteropServices;
using Microsoft.Extensions.ObjectPool;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// The way of one observation, every step in order:
/// <list type="number">
/// <item><see cref="TokenBucket"/>: a device that floods waits</item>
/// <item><see cref="ObservationReader"/>: bytes become values; the rest becomes a dead letter</item>
/// <item><see cref="TelemetryWriter"/>: group commit, then PUBACK</item>
/// <item><see cref="GridWorker"/> of the device's responsibility grid, there:</item>
/// <item><see cref="HealthStage"/></item>
/// <item><see cref="TwinStage"/></item>
/// <item><see cref="VehicleStage"/></item>
/// <item><see cref="RuleStage"/></item>
/// <item><see cref="DetectionStage"/></item>
/// <item><see cref="Announcer"/>: alarms kept, hub told</item>
/// </list>
/// A camera frame is not stored: it goes to the hub after step 2 and is acknowledged once the hub has queued it.
/// </summary>
internal sealed class ObservationPipeline(
    ObservationReader reader, TelemetryWriter writer, Lazy<GridWorkers> workers, Lazy<IObservationSubscriber> subscriber,
    IngestMetrics metrics, TimeProvider time)
{
    /// <summary>Steps after the commit, in order.</summary>
    private static readonly IObservationStage[] Stages = [new HealthStage(), new TwinStage(), new VehicleStage(), new RuleStage(), new DetectionStage()];

    private readonly ObjectPool<Observation> _pool = new DefaultObjectPool<Observation>(new PoolPolicy(), maximumRetained: 16_384);

    /// <summary>Steps 1 to 3. Returns when the observation is queued; its receipt completes when it is safe.</summary>
    public async ValueTask AcceptAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (!arrival.Unthrottled)
        {
            await PaceAsync(arrival.Lane, cancellationToken);
        }

        var observation = _pool.Get();
        observation.Device = arrival.Lane.Device;
        observation.Worker = arrival.Lane.Worker;
        observation.Backlog = arrival.Lane.Backlog;
        observation.Kind = arrival.Topic?.Kind ?? TopicKind.Event;
        observation.ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        observation.Receipt = arrival.Message.Receipt;
        metrics.Received(observation.Kind);
        reader.Read(arrival, observation);
        await GoOnAsync(observation, cancellationToken);
    }

    /// <summary>Steps 1 to 3 for a message that its own gateway has understood.</summary>
    /// <param name="lane">Whose.</param>
    /// <param name="message">The message; not touched any more when the task is complete.</param>
    /// <param name="receipt">Completes when it is safe.</param>
    /// <param name="unthrottled">Whether the device's rate limit does not apply, because waiting would hold up other devices.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask AcceptAsync(DeviceLane lane, IForeignMessage message, PublishReceipt receipt, bool unthrottled, CancellationToken cancellationToken)
    {
        if (!unthrottled)
        {
            await PaceAsync(lane, cancellationToken);
        }

        var observation = _pool.Get();
        observation.Device = lane.Device;
        observation.Worker = lane.Worker;
        observation.Backlog = lane.Backlog;
        observation.Kind = message.Kind;
        observation.ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        observation.Receipt = receipt;
        metrics.Received(observation.Kind);
        reader.Read(lane, message, observation);
        await GoOnAsync(observation, cancellationToken);
    }

    private async ValueTask GoOnAsync(Observation observation, CancellationToken cancellationToken)
    {
        if (observation.NeedsStore)
        {
            await writer.WriteAsync(observation, cancellationToken);
            return;
        }

        if (observation.Frame is { } frame)
        {
            await HandOverAsync(frame, cancellationToken);
        }

        if (observation.Detection is null)
        {
            observation.Receipt.Complete();
        }

        await CommittedAsync(observation, cancellationToken);
    }

    /// <summary>Step 1 alone, for a message that is no observation.</summary>
    public ValueTask PaceAsync(DeviceLane lane, CancellationToken cancellationToken)
    {
        var wait = lane.Rate.Take();
        if (wait <= TimeSpan.Zero)
        {
            return ValueTask.CompletedTask;
        }

        metrics.Throttled();
        return new ValueTask(Task.Delay(wait, time, cancellationToken));
    }

    /// <summary>Step 4: to the worker of the device's grid.</summary>
    public ValueTask CommittedAsync(Observation observation, CancellationToken cancellationToken) =>
        workers.Value.PostAsync(observation, observation.Worker, cancellationToken);

    /// <summary>Steps 5 to 9, once for each moment the observation holds values of.</summary>
    public static void Process(DeviceState device, Observation observation, Outcome outcome)
    {
        var samples = CollectionsMarshal.AsSpan(observation.Samples);
        do
        {
            var length = 1;
            while (length < samples.Length && samples[length].Timestamp == samples[0].Timestamp)
            {
                length++;
            }

            var moment = new Moment
            {
                Timestamp = samples.IsEmpty ? observation.ReceivedAt : samples[0].Timestamp,
                ReceivedAt = observation.ReceivedAt,
                Samples = samples.IsEmpty ? samples : samples[..length],
                Observation = observation,
            };
            foreach (var stage in Stages)
            {
                stage.Apply(device, moment, outcome);
            }

            samples = samples.IsEmpty ? samples : samples[length..];
        }
        while (!samples.IsEmpty);
    }

    /// <summary>A silence, hold or clear time is over.</summary>
    public static void OnTime(DeviceState device, long now, Outcome outcome)
    {
        HealthStage.OnTime(device, now, outcome);
        VehicleStage.OnTime(device, now, outcome);
        RuleStage.OnTime(device, now, outcome);
    }

    /// <summary>The worker is through with it. A detection is acknowledged only here: the hub has taken it over.</summary>
    public void Done(Observation observation)
    {
        if (observation.Detection is not null)
        {
            observation.Receipt.Complete();
        }

        _pool.Return(observation);
    }

    private async ValueTask HandOverAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await subscriber.Value.FrameReceivedAsync(frame, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            metrics.SubscriberFailed();
        }
    }

    private sealed class PoolPolicy : PooledObjectPolicy<Observation>
    {
        public override Observation Create() => new();

        public override bool Return(Observation obj)
        {
            // One that carried a whole backlog would keep its large lists for ever.
            var usual = obj.Samples.Capacity <= 64 && obj.Positions.Capacity <= 64;
            obj.Clear();
            return usual;
        }
    }
}
