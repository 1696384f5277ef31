using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Health;

/// <summary>
/// The stage before the detectors: is the picture good for them? While a fault shows, told yet or not, they are suspended
/// and their clocks stand still, so that nothing is judged on a picture that shows no street and nothing is reported late in a heap.
/// </summary>
internal sealed class PictureHealth : IDisposable
{
    private static readonly PictureFault[] Faults = Enum.GetValues<PictureFault>();
    private static readonly PictureFault[] FaultsOfView = [PictureFault.Covered, PictureFault.Moved, PictureFault.Blurred];

    private readonly HealthSettings _settings;
    private readonly PictureProbe _probe;
    private readonly ViewMemory _memory;
    private readonly FaultReporter _reporter;
    private readonly FaultClock[] _clocks;
    private readonly Dictionary<PictureFault, Alarm> _told = [];
    private double? _lookedAt;
    private double _badAt = double.NegativeInfinity;
    private double _sceneLost;
    private double _now;
    private bool _viewAccepted;

    public PictureHealth(CameraWatch watch, HealthSettings settings)
    {
        _settings = settings;
        _probe = new PictureProbe(settings.ToProbeSettings());
        foreach (var zone in watch.Zones.Where(z => z.Purpose is ZonePurpose.Ignore or ZonePurpose.Privacy && z.Polygon.Count > 2))
        {
            _probe.Ignore(zone.Polygon);
        }

        if (!watch.View.IsEmpty)
        {
            _probe.Load(watch.View.Span);
        }

        _memory = new ViewMemory(_probe, settings);
        _reporter = new FaultReporter(watch, settings);
        _clocks = [.. Faults.Select(f => new FaultClock(f, settings))];
    }

    /// <summary>Whether the detectors must not look.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>What the last look measured.</summary>
    public PictureLook Last { get; private set; }

    /// <summary>Faults that hold.</summary>
    public IEnumerable<PictureFault> Raised => _clocks.Where(c => c.IsRaised).Select(c => c.Fault);

    /// <summary>Signs of faults that went away before they were told.</summary>
    public long Blips => _clocks.Sum(c => c.Blips);

    /// <summary>Changes with what is known of the view.</summary>
    public int ViewVersion => _memory.Version;

    /// <summary>What is known of the view, for <see cref="CameraWatch.View"/>; empty where nothing is.</summary>
    public byte[] SaveView() => _probe.Save();

    /// <summary>The view as it is now becomes the reference: what was learned is forgotten, faults of the view end.</summary>
    public void AcceptView() => _viewAccepted = true;

    /// <summary>The moment as the detectors' clocks count it: without the time they were suspended.</summary>
    public Tick SceneTime(Tick tick) => tick with { Now = tick.Now - _sceneLost };

    /// <summary>Looks at a frame, if the last look is old enough; returns faults raised or cleared by it.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public IReadOnlyList<Alarm> Look(ReadOnlySpan<byte> jpeg, Tick tick)
    {
        _sceneLost += IsSuspended ? tick.Now - _now : 0;
        _now = tick.Now;
        List<Alarm> changed = [];
        if (_viewAccepted)
        {
            _viewAccepted = false;
            _memory.Forget();
            foreach (var fault in FaultsOfView)
            {
                Turn(_clocks[(int)fault].Clear(), fault, jpeg, tick, changed);
            }
        }

        if (tick.Now - _lookedAt < _settings.LookEverySeconds)
        {
            return changed;
        }

        var seconds = Math.Min(tick.Now - (_lookedAt ?? tick.Now), _settings.LookSecondsMax);
        Last = _probe.LookAt(jpeg, tick.Now);
        _lookedAt = tick.Now;

        Span<Sign> signs = stackalloc Sign[Faults.Length];
        FaultSigns.Read(Last, _settings, signs);
        var isGood = true;
        foreach (var fault in Faults)
        {
            var sign = signs[(int)fault];
            isGood &= sign.Kind != SignKind.Present;
            Turn(_clocks[(int)fault].Advance(sign, seconds, BeganAt(fault, tick)), fault, jpeg, tick, changed);
        }

        _badAt = isGood ? _badAt : tick.Now;
        isGood &= !_clocks.Any(c => c.IsRaised);
        _memory.Learn(Last, isGood, tick.Now);
        IsSuspended = !isGood || tick.Now - _badAt < _settings.SettleSeconds;
        return changed;
    }

    /// <inheritdoc/>
    public void Dispose() => _probe.Dispose();

    private void Turn(FaultTurn turn, PictureFault fault, ReadOnlySpan<byte> jpeg, Tick tick, List<Alarm> changed)
    {
        if (turn == FaultTurn.Raised)
        {
            var alarm = _reporter.Raise(_clocks[(int)fault], Last, jpeg, tick.Stamp);
            _told[fault] = alarm with { Pictures = [] };
            changed.Add(alarm);
        }
        else if (turn == FaultTurn.Cleared && _told.Remove(fault, out var told))
        {
            changed.Add(told with { ClearedAt = tick.Stamp });
        }
    }

    /// <summary>A picture that stands still did so from its first repetition.</summary>
    private long BeganAt(PictureFault fault, Tick tick) =>
        fault == PictureFault.Frozen ? tick.StampOf(tick.Now - Last.StillSeconds) : tick.Stamp;
}
