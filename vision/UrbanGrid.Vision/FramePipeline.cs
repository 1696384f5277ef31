using UrbanGrid.Contracts;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Health;
using UrbanGrid.Vision.LeftObject;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision;

/// <summary>
/// One camera's way from JPEG to alarms: picture health, decode, light, background and candidate layers, static regions,
/// judges, evidence. All time comes from the frames' stamps. Not thread-safe: one caller at a time.
/// </summary>
public sealed class FramePipeline : IDisposable
{
    private readonly StreamClock _clock = new();
    private readonly PictureHealth _health;
    private readonly Scene _scene;
    private readonly FrameHistory _history;
    private readonly RegionTracker _tracker;
    private readonly LeftObjectDetector _detector;
    private SceneFrame _frame;
    private long _stamp;

    /// <summary>Builds the pipeline.</summary>
    /// <exception cref="ArgumentException">A zone has fewer than three corners or a dwell of no length.</exception>
    public FramePipeline(CameraWatch watch)
        : this(watch, new LeftObjectSettings(), refused: null)
    {
    }

    internal FramePipeline(CameraWatch watch, LeftObjectSettings settings, RefusalListener? refused)
    {
        var zones = WatchedZone.ListOf(watch.Zones);
        _health = new PictureHealth(watch, new HealthSettings());
        _scene = new Scene(settings.ToSceneSettings());
        foreach (var zone in zones)
        {
            _scene.AddZone(zone.Number, zone.Zone.Polygon);
        }

        foreach (var zone in watch.Zones.Where(z => z.Purpose is ZonePurpose.Ignore or ZonePurpose.Privacy))
        {
            _scene.Ignore(zone.Polygon);
        }

        _history = new FrameHistory(_scene);
        _tracker = new RegionTracker(_scene, zones, _history, settings);
        _detector = new LeftObjectDetector(_scene, _tracker, new AlarmReporter(watch), settings) { Refused = refused };
    }

    /// <summary>Frames dropped because their stamp was not after the one before.</summary>
    public long DroppedFrames => _clock.Dropped;

    /// <summary>Faults of the picture that hold.</summary>
    public IReadOnlyList<PictureFault> PictureFaults => [.. _health.Raised];

    /// <summary>Signs of faults of the picture that went away before they were told.</summary>
    public long PictureBlips => _health.Blips;

    /// <summary>Whether zones and covers are not judged now, because the picture is no good.</summary>
    public bool IsSuspended => _health.IsSuspended;

    /// <summary>Takes the next frame; returns alarms raised or cleared by it, mostly none.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture; the pipeline goes on with the next frame.</exception>
    public IReadOnlyList<Alarm> Process(ReadOnlySpan<byte> jpeg, long timestamp)
    {
        // 1 Time: from stamps; a repeated or late frame is dropped.
        if (_clock.Advance(timestamp) is not { } tick)
        {
            return [];
        }

        // 2 Picture health: while the picture is no good, nothing is judged on it, and no clock of the street runs.
        var faults = _health.Look(jpeg, tick);
        if (_health.IsSuspended)
        {
            return faults;
        }

        var street = Watch(jpeg, timestamp, _health.SceneTime(tick));
        return faults.Count == 0 ? street : [.. faults, .. street];
    }

    private IReadOnlyList<Alarm> Watch(ReadOnlySpan<byte> jpeg, long timestamp, Tick tick)
    {
        // 3 Scene: decode, follow the light, update both layers, find what is static.
        _frame = _scene.Feed(jpeg, tick.Now);
        _stamp = timestamp;

        // 4 Evidence: keep a picture a second.
        _history.Add(_frame, jpeg, timestamp);
        if (_frame.State == SceneState.Relearned)
        {
            _tracker.Restart(timestamp);
        }

        if (_frame.State != SceneState.Watching)
        {
            return _tracker.TakeEnded();
        }

        // 5 Regions: follow static things, give up those that went.
        _tracker.Follow(_frame, tick);

        // 6 Clocks: who is near, how long it has lain alone.
        _detector.RunClocks(tick);

        // 7 Judges: light, removed, fragment, shape, owner, restless, person.
        var raised = _detector.Judge(_frame, jpeg, tick);

        // 8 Alarms: raised and ended.
        var ended = _tracker.TakeEnded();
        return raised.Count == 0 ? ended : [.. ended, .. raised];
    }

    /// <summary>
    /// "This belongs here": the thing at the box becomes background, and is reported again only when it changes.
    /// An alarm it had is cleared with the next frame.
    /// </summary>
    public void AcceptAsFixture(PictureBox box)
    {
        if (_frame.GridWidth == 0)
        {
            return;
        }

        var left = (int)Math.Floor(box.X * _frame.GridWidth);
        var top = (int)Math.Floor(box.Y * _frame.GridHeight);
        var onGrid = new GridBox(
            left,
            top,
            Math.Max(1, (int)Math.Ceiling((box.X + box.Width) * _frame.GridWidth) - left),
            Math.Max(1, (int)Math.Ceiling((box.Y + box.Height) * _frame.GridHeight) - top));
        foreach (var region in _tracker.Regions.Where(r => r.Box.CoverWith(onGrid) > 0.5).ToList())
        {
            _tracker.Absorb(region, _stamp);
        }

        _scene.Absorb(onGrid);
    }

    /// <summary>
    /// The view as it is now is the right one: the camera was moved on purpose. References and background are learned anew;
    /// alarms of the old view are cleared with the next frame.
    /// </summary>
    public void AcceptView()
    {
        _health.AcceptView();
        _scene.Relearn();
        _tracker.Restart(_stamp);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scene.Dispose();
        _health.Dispose();
    }
}
