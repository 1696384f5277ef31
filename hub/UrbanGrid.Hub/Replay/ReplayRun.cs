using UrbanGrid.Hub.Http;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Replay;

/// <summary>Runs one replay: the copy for browsers, then the detectors over the frames, each frame decoded once for all settings.</summary>
internal sealed class ReplayRun(Replay replay, ReplayLimits limits, TimeProvider time)
{
    /// <summary>As the edge agent scales by default, so that a replay sees what the hub would have seen.</summary>
    private const string Size = "scale=640:360:force_original_aspect_ratio=decrease:force_divisible_by=2";

    private const int JpegQuality = 5;

    /// <summary>Rest is taken in pieces of this length, since shorter ones cannot be slept.</summary>
    private static readonly TimeSpan RestPiece = TimeSpan.FromMilliseconds(20);

    private TimeSpan _rest;

    /// <summary>Runs it to its end; on return its status is <see cref="ReplayState.Done"/>.</summary>
    /// <exception cref="ProblemException">The clip cannot be read or is too long.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        replay.Status = new ReplayStatus(ReplayState.Preparing);
        await ClipCopy.MakeAsync(replay.Clip, limits.ClipSecondsMax, seconds => Tell(ReplayState.Preparing, seconds), cancellationToken);

        replay.Status = new ReplayStatus(ReplayState.Watching);
        var (trial, present) = await WatchAsync(cancellationToken);
        if (present is not null)
        {
            (trial, present) = AlarmTwins.Match(trial, present);
        }

        replay.Status = new ReplayStatus(
            ReplayState.Done, Progress: 1, FinishedAt: time.GetUtcNow().ToUnixTimeMilliseconds(), Trial: trial, Present: present);
    }

    private async Task<(ReplayOutcome Trial, ReplayOutcome? Present)> WatchAsync(CancellationToken cancellationToken)
    {
        var numbers = new PictureNumbers();
        using var trial = new ReplayLane(replay, replay.Watch.Trial, limits, numbers);
        using var present = replay.Watch.Present is { } watch ? new ReplayLane(replay, watch, limits, numbers) : null;
        try
        {
            await foreach (var frame in ClipFrames.ReadAsync(replay.Clip.Source, replay.Watch.FramesPerSecond, Size, JpegQuality, cancellationToken))
            {
                if (frame.Seconds > limits.ClipSecondsMax)
                {
                    throw new ProblemException("clip_too_long", VideoFacts.Minutes(frame.Seconds), VideoFacts.Minutes(limits.ClipSecondsMax));
                }

                var begun = time.GetTimestamp();
                await trial.LookAsync(frame, cancellationToken);
                await (present?.LookAsync(frame, cancellationToken) ?? Task.CompletedTask);
                Tell(ReplayState.Watching, frame.Seconds);
                await RestAsync(time.GetElapsedTime(begun), cancellationToken);
            }
        }
        catch (VisionException e)
        {
            throw new ProblemException("clip_unreadable", e.Message.Replace(replay.Clip.Source, replay.Clip.Name, StringComparison.Ordinal));
        }

        return (trial.Outcome(), present?.Outcome());
    }

    /// <summary>Leaves the processor to the live cameras for a share of the time; ffmpeg waits meanwhile, its pipe being full.</summary>
    private async Task RestAsync(TimeSpan worked, CancellationToken cancellationToken)
    {
        _rest += worked * limits.RestShare;
        if (_rest >= RestPiece)
        {
            await Task.Delay(_rest, time, cancellationToken);
            _rest = TimeSpan.Zero;
        }
    }

    private void Tell(ReplayState state, double seconds)
    {
        var share = replay.Clip.Facts.Seconds is { } length ? Math.Min(1, seconds / length) : 0;
        replay.Status = new ReplayStatus(state, Math.Round(share, 3));
    }
}
