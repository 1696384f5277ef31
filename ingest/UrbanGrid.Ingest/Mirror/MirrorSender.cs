using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UrbanGrid.Ingest.Mirror;

/// <summary>Sends the spool to the mirror, for as long as the hub runs and at the mirror's own pace.</summary>
internal sealed class MirrorSender(
    MirrorSpool spool, InfluxClient client, MirrorOptions options, MirrorHealth health, IngestMetrics metrics, TimeProvider time, ILogger<MirrorSender> logger)
    : BackgroundService
{
    private int _lines = options.BatchLines;
    private TimeSpan _pause = options.ShortestPause;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (spool.Read(_lines) is { } slice)
                {
                    await SendAsync(slice, stoppingToken);
                }
                else
                {
                    await spool.WaitAsync(stoppingToken);
                }
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // The spool cannot be read or written: a full disk, or rights taken away. Nothing else may suffer from it.
                Say(problem.Message);
                await Task.Delay(options.LongestPause, time, stoppingToken);
            }
        }
    }

    private async Task SendAsync(MirrorSlice slice, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(slice.Bytes, cancellationToken);
        switch (answer.Step)
        {
            case MirrorStep.Next or MirrorStep.NextWithLoss:
                spool.Advance(slice);
                var lost = Math.Min(answer.Lost, slice.Lines);
                metrics.Mirrored(slice.Lines - lost);
                metrics.MirrorLost(lost);
                (_lines, _pause) = (Math.Min(_lines * 2, options.BatchLines), options.ShortestPause);
                Say(answer.Problem);
                break;
            case MirrorStep.Halve when slice.Lines > 1:
                _lines = slice.Lines / 2;
                break;
            case MirrorStep.Halve:
                spool.Advance(slice);
                metrics.MirrorLost(1);
                logger.LogWarning("A line was left out: {Problem}", answer.Problem);
                break;
            default:
                metrics.MirrorFailed();
                Say(answer.Problem);
                await Task.Delay(PauseOf(answer), time, cancellationToken);
                break;
        }
    }

    private TimeSpan PauseOf(MirrorAnswer answer)
    {
        if (answer.Step == MirrorStep.Refused)
        {
            return options.LongestPause;
        }

        var pause = answer.After ?? _pause;
        _pause = _pause * 2 < options.LongestPause ? _pause * 2 : options.LongestPause;
        return pause;
    }

    private void Say(string? problem)
    {
        if (problem is not null && health.Problem is null)
        {
            logger.LogWarning("{Problem}", problem);
        }
        else if (problem is null && health.Problem is not null)
        {
            logger.LogInformation("The mirror takes lines again");
        }

        health.Set(problem);
    }
}
