using UrbanGrid.Contracts;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.LeftObject;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision;

/// <summary>
/// One camera's way from JPEG to alarms: decode, light, background and candidate layers, static regions, judges,
/// evidence. All time comes from the frames' stamps. Not thread-safe: one caller at a time.
/// </summary>
public sealed class FramePipeline : IDisposable
{
    private readonly StreamClock _clock = new();
    private readonly Scene _scene;
    private readonly FrameHistory _history;
    private readonly RegionTracker _tracker;
    private readonly LeftObjectDetector _detector;
    private readonly CoverDetector _covers;
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
        _covers = new CoverDetector(watch, new CoverSettings());
    }

    /// <summary>Frames dropped because their stamp was not after the one before.</summary>
    public long DroppedFrames => _clock.Dropped;

    /// <summary>How the watched covers stand.</summary>
    public IReadOnlyList<CoverStatus> Covers => _covers.Covers;

    /// <summary>Takes the next frame; returns alarms raised or cleared by it, mostly none.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture; the pipeline goes on with the next frame.</exception>
    public IReadOnlyList<Alarm> Process(ReadOnlySpan<byte> jpeg, long timestamp)
    {
        // 1 Time: from stamps; a repeated or late frame is dropped.
        if (_clock.Advance(timestamp) is not { } tick)
        {
            return [];
        }

        var street = Watch(jpeg, timestamp, tick);

        // 8 Covers: present, hidden, displaced or missing.
        var covers = _covers.Look(jpeg, tick);
        return covers.Count == 0 ? street : [.. street, .. covers];
    }

    private IReadOnlyList<Alarm> Watch(ReadOnlySpan<byte> jpeg, long timestamp, Tick tick)
    {
        // 2 Scene: decode, follow the light, update both layers, find what is static.
        _frame = _scene.Feed(jpeg, tick.Now);
        _stamp = timestamp;

        // 3 Evidence: keep a picture a second.
        _history.Add(_frame, jpeg, timestamp);
        if (_frame.State == SceneState.Relearned)
        {
            _tracker.Restart(timestamp);
        }

        if (_frame.State != SceneState.Watching)
        {
            return _tracker.TakeEnded();
        }

        // 4 Regions: follow static things, give up those that went.
        _tracker.Follow(_frame, tick);

        // 5 Clocks: who is near, how long it has lain alone.
        _detector.RunClocks(tick);

        // 6 Judges: light, removed, fragment, shape, owner, restless, person.
        var raised = _detector.Judge(_frame, jpeg, tick);

        // 7 Alarms: raised and ended.
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
    /// The operator says that a cover is as it should be: how it looks next becomes a further reference, and an alarm it had
    /// is cleared.
    /// </summary>
    /// <returns>Whether there is a cover of that name.</returns>
    public bool AcceptReference(string cover) => _covers.AcceptReference(cover);

    /// <inheritdoc/>
    public void Dispose()
    {
        _scene.Dispose();
        _covers.Dispose();
    }
}
