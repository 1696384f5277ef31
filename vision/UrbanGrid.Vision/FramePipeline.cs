using UrbanGrid.Contracts;
using UrbanGrid.Vision.Arrivals;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Health;
using UrbanGrid.Vision.LeftObject;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Overlay;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision;

/// <summary>
/// One camera's way from JPEG to alarms: picture health, decode, light, background and candidate layers, static regions,
/// judges, evidence. All time comes from the frames' stamps. Not thread-safe: one caller at a time.
/// </summary>
public sealed class FramePipeline : IDisposable
{
    private const int BackgroundQuality = 85;
    private readonly StreamClock _clock = new();
    private readonly PictureHealth _health;
    private readonly Scene _scene;
    private readonly FrameHistory _history;
    private readonly ArrivalWatch _arrivals;
    private readonly LightLog _light;
    private readonly RegionTracker _tracker;
    private readonly LeftObjectDetector _detector;
    private readonly CoverDetector _covers;
    private readonly FixtureBook _fixtures;
    private readonly OverlayReader _overlay;
    private SceneFrame _frame;
    private long _stamp;
    private bool _isNewView;

    /// <summary>Builds the pipeline.</summary>
    /// <param name="watch">How the camera is watched.</param>
    /// <param name="things">Object detector to ask, if there is one.</param>
    /// <exception cref="ArgumentException">A zone has fewer than three corners or a dwell of no length; a fixture's look is none.</exception>
    /// <exception cref="FrameUnreadableException">The picture of the empty zones is no JPEG.</exception>
    public FramePipeline(CameraWatch watch, AskThing? things = null)
        : this(watch, new LeftObjectSettings(), refused: null, things)
    {
    }

    internal FramePipeline(CameraWatch watch, LeftObjectSettings settings, RefusalListener? refused, AskThing? things = null)
    {
        var zones = WatchedZone.ListOf(watch.Zones, watch.TimeZone);
        _health = new PictureHealth(watch, new HealthSettings());
        _scene = SceneOf(watch, zones, settings);
        _history = new FrameHistory(_scene);
        var people = new PeopleHeight(settings);
        _arrivals = new ArrivalWatch(_scene, people, settings);
        _light = new LightLog(settings.LightLogSeconds);
        _fixtures = new FixtureBook(_scene, watch.Fixtures, settings);
        var attendance = new Attendance(_scene, new BystanderWatch(_scene, people, settings), settings);
        _tracker = new RegionTracker(_scene, zones, _history, _arrivals, attendance, settings);
        _overlay = new OverlayReader(_scene, zones, _tracker, _fixtures);
        var reporter = new AlarmReporter(watch, new HearingMeasures(_scene, _light, watch.TimeZone));
        _detector = new LeftObjectDetector(_scene, _tracker, attendance, new JudgePanel(settings, _fixtures, things), reporter, settings)
        {
            Refused = refused,
        };
        _covers = new CoverDetector(watch, new CoverSettings());
    }

    /// <summary>Frames dropped because their stamp was not after the one before.</summary>
    public long DroppedFrames => _clock.Dropped;

    /// <summary>How the watched covers stand.</summary>
    public IReadOnlyList<CoverStatus> Covers => _covers.Covers;

    /// <summary>Faults of the picture that hold.</summary>
    public IReadOnlyList<PictureFault> PictureFaults => [.. _health.Raised];

    /// <summary>Signs of faults of the picture that went away before they were told.</summary>
    public long PictureBlips => _health.Blips;

    /// <summary>Whether zones and covers are not judged now, because the picture is no good.</summary>
    public bool IsSuspended => _health.IsSuspended;

    /// <summary>What belongs where it stands, to be kept for the next start (<see cref="CameraWatch.Fixtures"/>).</summary>
    public IReadOnlyList<Fixture> Fixtures => _fixtures.Fixtures;

    /// <summary>Changes whenever <see cref="SaveView"/> would give something else.</summary>
    public int ViewVersion => _health.ViewVersion;

    /// <summary>What the detectors think, read about once a second; null before the first frame. Safe from any thread.</summary>
    public PipelineOverlay? Overlay => _overlay.Last;

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
        if (_isNewView)
        {
            _isNewView = false;
            _scene.Relearn();
            _tracker.Restart(_health.SceneTime(tick));
        }

        if (_health.IsSuspended)
        {
            _overlay.Refresh(_frame, tick, isSuspended: true);
            return [.. faults, .. _tracker.TakeEnded()];
        }

        var street = Watch(jpeg, timestamp, _health.SceneTime(tick));

        // 9 Covers: present, hidden, displaced or missing.
        var covers = _covers.Look(jpeg, _health.SceneTime(tick));
        return faults.Count + covers.Count == 0 ? street : [.. faults, .. street, .. covers];
    }

    private IReadOnlyList<Alarm> Watch(ReadOnlySpan<byte> jpeg, long timestamp, Tick tick)
    {
        // 3 Scene: decode, follow the light, update both layers, find what is static.
        _frame = _scene.Feed(jpeg, tick.Now);
        _stamp = timestamp;
        _light.Add(_frame.LightGain, tick.Elapsed);

        // 4 Evidence: keep a picture a second.
        _history.Add(_frame, jpeg, timestamp);
        if (_frame.State == SceneState.Relearned)
        {
            _tracker.Restart(tick);
        }

        if (_frame.State != SceneState.Watching)
        {
            _overlay.Refresh(_frame, tick, isSuspended: true);
            return _tracker.TakeEnded();
        }

        // 5 Regions: who moves, what stands, what went.
        _arrivals.Look(tick.Now, _frame);
        _tracker.Follow(_frame, tick);

        // 6 Clocks: the zone's hours, who is near, how long it has lain alone.
        _detector.RunClocks(tick);

        // 7 Judges: see JudgePanel.
        var told = _detector.Judge(_frame, jpeg, tick);

        // 8 Alarms: raised and ended.
        _overlay.Refresh(_frame, tick, isSuspended: false);
        var ended = _tracker.TakeEnded();
        return told.Count == 0 ? ended : [.. ended, .. told];
    }

    /// <summary>
    /// "This belongs here": the thing at the box becomes background, and is reported again only when it changes.
    /// An alarm it had is cleared with the next frame. Keep <see cref="Fixtures"/> afterwards.
    /// </summary>
    public void AcceptAsFixture(PictureBox box)
    {
        if (_frame.GridWidth == 0)
        {
            return;
        }

        var onGrid = GridBox.Around(box, _frame);
        _fixtures.Accept(box, _frame);
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

    /// <summary>
    /// The view as it is now is the right one: the camera was moved on purpose. References and background are learned anew;
    /// alarms of the old view are cleared with the next frame.
    /// </summary>
    public void AcceptView()
    {
        _health.AcceptView();
        _covers.Relearn();
        _isNewView = true;
    }

    /// <summary>What the view looks like, to be kept for the next start (<see cref="CameraWatch.View"/>); empty until it is learned. As with <see cref="Process"/>, one caller at a time.</summary>
    public byte[] SaveView() => _health.SaveView();

    /// <summary>The background layer as JPEG, for people; null while it is being learned. As with <see cref="Process"/>, one caller at a time.</summary>
    public byte[]? ReadBackground() =>
        _frame.State is SceneState.Watching or SceneState.Changed ? _scene.BackgroundPicture(BackgroundQuality) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _scene.Dispose();
        _health.Dispose();
        _covers.Dispose();
    }

    private static Scene SceneOf(CameraWatch watch, IReadOnlyList<WatchedZone> zones, LeftObjectSettings settings)
    {
        var scene = new Scene(settings.ToSceneSettings());
        foreach (var zone in zones)
        {
            scene.AddZone(zone.Number, zone.Zone.Polygon);
        }

        foreach (var zone in watch.Zones.Where(z => z.Purpose is ZonePurpose.Ignore or ZonePurpose.Privacy))
        {
            scene.Ignore(zone.Polygon);
        }

        if (!watch.EmptyReference.IsEmpty)
        {
            scene.SetReference(watch.EmptyReference.Span, [.. zones.Where(z => !z.IsDumping).Select(z => z.Number)]);
        }

        return scene;
    }
}
