using Microsoft.Extensions.Logging;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.Mqtt;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>
/// Sends a lane to the hub, in order, several messages ahead of their acknowledgement. When one fails, the lane is read
/// again from the first message that is not acknowledged, so nothing overtakes it.
/// </summary>
public sealed class LaneDrainer(SpoolLane lane, MqttClient client, LaneDrainerOptions options, TimeProvider time, ILogger<LaneDrainer> logger)
{
    private readonly Queue<(Task<MqttReasonCode> Answer, SpoolPosition After, string Topic)> _pending = new(options.Window);
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);

    /// <summary>Messages the hub has acknowledged.</summary>
    public long Sent { get; private set; }

    /// <summary>Messages given up because the hub refuses them for ever.</summary>
    public long Refused { get; private set; }

    /// <summary>Messages skipped because they were older than wanted.</summary>
    public long Skipped { get; private set; }

    /// <summary>Drains until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await client.WaitConnectedAsync(cancellationToken);
                if (await DrainAsync(cancellationToken))
                {
                    await lane.WaitAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await SettleAsync();
        }
    }

    /// <summary>Sends what there is; false when the connection was lost or the hub asked for a pause.</summary>
    private async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_pending.TryPeek(out var head) && (head.Answer.IsCompleted || _pending.Count >= options.Window))
            {
                if (!await TakeAnswerAsync(cancellationToken))
                {
                    return false;
                }
            }

            if (lane.TryRead(out var record, out var after))
            {
                Send(record, after, cancellationToken);
            }
            else if (_pending.Count == 0)
            {
                return true;
            }
            else if (!await TakeAnswerAsync(cancellationToken))
            {
                return false;
            }
        }
    }

    private void Send(SpoolRecord record, SpoolPosition after, CancellationToken cancellationToken)
    {
        var tooOld = options.SkipOlderThan is { } limit
            && time.GetUtcNow().ToUnixTimeMilliseconds() - record.EnqueuedAt > limit.TotalMilliseconds;
        if (tooOld)
        {
            Skipped++;
        }

        var answer = tooOld
            ? Task.FromResult(MqttReasonCode.Success)
            : PublishAsync(record, cancellationToken);
        _pending.Enqueue((answer, after, tooOld ? "" : record.Topic));
    }

    private async Task<MqttReasonCode> PublishAsync(SpoolRecord record, CancellationToken cancellationToken) =>
        await client.PublishAsync(record.Topic, record.Payload, MqttQos.AtLeastOnce, retain: false, cancellationToken);

    private async Task<bool> TakeAnswerAsync(CancellationToken cancellationToken)
    {
        var (answer, after, topic) = _pending.Peek();
        MqttReasonCode reason;
        try
        {
            reason = await answer;
        }
        catch (IOException)
        {
            await StartOverAsync();
            return false;
        }

        if (!RefusalPolicy.IsAccepted(reason) && !RefusalPolicy.IsForEver(reason))
        {
            var pause = _backoff.Next();
            logger.LogWarning("The hub answered {Reason} to {Topic}; sending it again in {Seconds:0.0} s", reason, topic, pause.TotalSeconds);
            await StartOverAsync();
            await Task.Delay(pause, time, cancellationToken);
            return false;
        }

        _backoff.Reset();
        _pending.Dequeue();
        Settle(reason, after, topic);
        return true;
    }

    private void Settle(MqttReasonCode reason, SpoolPosition after, string topic)
    {
        if (!RefusalPolicy.IsAccepted(reason))
        {
            Refused++;
            logger.LogWarning("The hub refused {Topic} for ever: {Reason}; {Count} given up so far", topic, reason, Refused);
        }
        else if (topic.Length > 0)
        {
            Sent++;
        }

        lane.Acknowledge(after);
    }

    private async Task StartOverAsync()
    {
        foreach (var (answer, _, _) in _pending)
        {
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _pending.Clear();
        lane.Rewind();
    }

    /// <summary>At stop: counts what has been acknowledged in the meantime, in order, as far as it goes.</summary>
    private async Task SettleAsync()
    {
        while (_pending.TryDequeue(out var head))
        {
            await ((Task)head.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!head.Answer.IsCompletedSuccessfully || !RefusalPolicy.IsAccepted(await head.Answer))
            {
                break;
            }

            Settle(await head.Answer, head.After, head.Topic);
        }

        await StartOverAsync();
    }
}

/// <summary>How a lane is drained.</summary>
/// <param name="Window">Messages sent ahead of their acknowledgement.</param>
/// <param name="SkipOlderThan">Messages older than this when their turn comes are not sent; null sends all.</param>
public sealed record LaneDrainerOptions(int Window, TimeSpan? SkipOlderThan = null);
