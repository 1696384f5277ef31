using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Replay;

/// <summary>One set of settings on its way through a clip.</summary>
internal sealed class ReplayLane(Replay replay, CameraWatch watch, ReplayLimits limits, PictureNumbers numbers) : IDisposable
{
    private readonly FramePipeline _pipeline = new(watch);
    private readonly PrivacyMask? _mask = PrivacyMask.Of(watch.Zones);
    private readonly Dictionary<string, ReplayAlarm> _alarms = new(StringComparer.Ordinal);
    private readonly TrackRecorder _tracks = new();
    private int _frames;
    private int _more;

    /// <summary>Looks at the next frame.</summary>
    public async Task LookAsync(ClipFrame frame, CancellationToken cancellationToken)
    {
        var stamp = replay.Watch.StartStamp + (long)Math.Round(frame.Seconds * 1000);
        IReadOnlyList<Alarm> told;
        try
        {
            // As a camera's pictures are masked, so that no picture of an alarm shows what nobody may see.
            told = _pipeline.Process(_mask?.Apply(frame.Jpeg) ?? frame.Jpeg, stamp);
        }
        catch (FrameUnreadableException)
        {
            // A clip may be broken in the middle; a camera would go on as well.
            return;
        }

        _frames++;
        if (_pipeline.Overlay is { } overlay)
        {
            _tracks.Take(overlay, replay.Watch.StartStamp);
        }

        foreach (var alarm in told)
        {
            await TakeAsync(alarm, cancellationToken);
        }
    }

    /// <summary>What came of it.</summary>
    public ReplayOutcome Outcome() => new(watch.Zones, _frames, [.. _alarms.Values.OrderBy(a => a.Alarm.RaisedAt)], _more, _tracks.Tracks());

    /// <inheritdoc/>
    public void Dispose() => _pipeline.Dispose();

    private async Task TakeAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (_alarms.TryGetValue(alarm.Id, out var known))
        {
            // The same one again: it ended, or there is more to say of it. Its pictures were told with the raise.
            _alarms[alarm.Id] = known with { Alarm = alarm with { Pictures = [], RaisedAt = known.Alarm.RaisedAt } };
        }
        else if (alarm.ClearedAt is not null)
        {
            // The end of one beyond the limit.
        }
        else if (_alarms.Count >= limits.AlarmsMax)
        {
            _more++;
        }
        else
        {
            _alarms[alarm.Id] = new ReplayAlarm(alarm with { Pictures = [] }, await KeepAsync(alarm.Pictures, cancellationToken));
        }
    }

    private async Task<IReadOnlyList<ReplayPicture>> KeepAsync(IReadOnlyList<AlarmPicture> pictures, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(replay.PictureFolder);
        List<ReplayPicture> kept = [];
        foreach (var picture in pictures)
        {
            var number = numbers.Next();
            await File.WriteAllBytesAsync(replay.PicturePath(number), picture.Jpeg, cancellationToken);
            kept.Add(new ReplayPicture(number, picture.Moment, (picture.TakenAt - replay.Watch.StartStamp) / 1000.0));
        }

        return kept;
    }
}

/// <summary>Counts the pictures of a replay, over all of its lanes.</summary>
internal sealed class PictureNumbers
{
    private int _last;

    /// <summary>The next number, from 1.</summary>
    public int Next() => ++_last;
}
