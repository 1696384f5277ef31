using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Covers;

/// <summary>
/// Watches one cover. While it is clearly present one look a second is enough; else the looks of a second are held
/// together, and the quiet ones among them decide.
/// </summary>
internal sealed class CoverWatcher : IDisposable
{
    private readonly CameraCover _cover;
    private readonly CoverSettings _settings;
    private readonly CoverReporter _reporter;
    private readonly CoverJudge _judge;
    private readonly CoverEvidence _evidence;
    private readonly CoverHabits _habits;
    private readonly TaughtCover _taught;
    private readonly CoverReferences _references;
    private readonly HashSet<CoverWarning> _warnings = [];
    private Alarm? _alarm;
    private AlarmPicture? _before;
    private CoverFeatures _features;
    private CoverVerdict _verdict;
    private CoverState _state = CoverState.Learning;
    private long? _since;
    private double _lastLook = double.NegativeInfinity;
    private double _decided;
    private double _clearSince = double.NaN;
    private int _quietLooks;
    private bool _collecting;
    private bool _accept;
    private bool _notVisible;

    public CoverWatcher(CameraCover cover, CoverSettings settings, CoverReporter reporter)
    {
        (_cover, _settings, _reporter) = (cover, settings, reporter);
        (_judge, _evidence, _habits) = (new CoverJudge(settings), new CoverEvidence(settings), new CoverHabits(settings));
        _taught = new TaughtCover(cover.Box, settings);
        _references = new CoverReferences(_taught, settings);
    }

    public string Name => _cover.Name;

    public CoverStatus Status => new()
    {
        Name = _cover.Name,
        State = _state,
        Since = _since,
        Alarmed = _alarm is not null,
        Evidence = Math.Min(1, _evidence.Value / _settings.EvidenceAlarm),
        Score = Math.Round(_verdict.Score, 3),
        References = _references.Count,
        WidthPixels = Math.Round(_references.Lesson?.PictureWidth ?? 0, 1),
        Warnings = [.. _warnings.Union(_references.Warnings()).Order()],
        Features = _features.Looks == 0 ? new Dictionary<string, double>() : CoverScore.Named(_features),
    };

    /// <summary>
    /// Learns from pictures of the whole view in which the cover is present. Those that follow each other in one light are one lesson:
    /// their median is nearly free of noise, and how they differ tells the noise.
    /// </summary>
    public void Teach(IReadOnlyList<ReadOnlyMemory<byte>> jpegs, CoverPicture picture)
    {
        // Seen once to learn where the light changes, and once more to learn from.
        var seen = jpegs.Take(_settings.ReferencesMax).Select(j => (Jpeg: j, Motion: TryLook(j, picture))).Where(p => p.Motion is not null).ToList();
        _taught.Next();
        for (var i = 0; i < seen.Count; i++)
        {
            TryLook(seen[i].Jpeg, picture);
            if (i == seen.Count - 1 || seen[i + 1].Motion > _settings.SameLightMotion)
            {
                _references.Teach(0);
                _before = new AlarmPicture(PictureMoment.Before, 0, seen[i].Jpeg);
            }
        }
    }

    /// <summary>Width that the whole picture must be decoded at for this cover.</summary>
    public int WantedWidth => (int)Math.Ceiling(_settings.PatchWidth / _cover.Box.Width);

    /// <summary>Whether it wants to see the frame of this moment.</summary>
    public bool IsDue(in Tick tick) =>
        !_notVisible && tick.Now - _lastLook >= (_references.Count == 0 ? _settings.LessonSpacing
            : _collecting || _accept ? _settings.LookSpacing
            : _settings.DecisionSpacing);

    /// <summary>Looks at a frame; an alarm that was raised or cleared, or null.</summary>
    public Alarm? Look(CoverPicture picture, ReadOnlySpan<byte> jpeg, in Tick tick)
    {
        CoverLook look;
        try
        {
            look = _taught.Look(picture);
        }
        catch (VisionException)
        {
            _notVisible = true;
            _warnings.Add(CoverWarning.NotVisible);
            Enter(CoverState.Uncertain, tick.Stamp);
            return null;
        }

        if (double.IsNegativeInfinity(_lastLook))
        {
            _decided = tick.Now;
        }

        _lastLook = tick.Now;
        if (_references.Count == 0)
        {
            Learn(look, jpeg, tick);
            return null;
        }

        if (!_collecting && !_accept)
        {
            if (Measure().Clear)
            {
                _habits.Add(look.Motion, _features);
                return Decide(jpeg, tick);
            }

            // This look is the first of the second that will decide.
            _collecting = true;
            _decided = tick.Now;
            return null;
        }

        if (tick.Now - _decided < _settings.DecisionSpacing)
        {
            return null;
        }

        Measure();
        return Decide(jpeg, tick);
    }

    /// <summary>The operator says that the cover is as it should be: its next quiet look is one more reference.</summary>
    public void AcceptReference() => _accept = true;

    /// <summary>Forgets what was learned, and learns anew from the next quiet frames.</summary>
    public void Relearn()
    {
        _references.Clear();
        _habits.Clear();
        (_quietLooks, _collecting, _state) = (0, false, CoverState.Learning);
        _warnings.Add(CoverWarning.SelfTaught);
    }

    /// <inheritdoc/>
    public void Dispose() => _taught.Dispose();

    /// <summary>Share of the cover that differs from the picture before; null, and a warning, where it cannot be seen.</summary>
    private double? TryLook(ReadOnlyMemory<byte> jpeg, CoverPicture picture)
    {
        try
        {
            picture.Read(jpeg.Span, WantedWidth);
            return _taught.Look(picture).Motion;
        }
        catch (Exception e) when (e is VisionException or FrameUnreadableException)
        {
            _warnings.Add(CoverWarning.BadReference);
            return null;
        }
    }

    private void Learn(in CoverLook look, ReadOnlySpan<byte> jpeg, in Tick tick)
    {
        _warnings.Add(CoverWarning.SelfTaught);
        Enter(CoverState.Learning, tick.Stamp);
        if (look.Motion > _settings.MotionMax)
        {
            _taught.Next();
            _quietLooks = 0;
            return;
        }

        if (++_quietLooks >= _settings.LessonLooks)
        {
            _references.Teach(tick.Now);
            _before = new AlarmPicture(PictureMoment.Before, tick.Stamp, jpeg.ToArray());
            _decided = tick.Now;
            Enter(CoverState.Present, tick.Stamp);
        }
    }

    private CoverVerdict Measure()
    {
        _features = _taught.Compare(_habits.MotionMax);
        return _verdict = _judge.Judge(_features, _habits);
    }

    private Alarm? Decide(ReadOnlySpan<byte> jpeg, in Tick tick)
    {
        var seconds = Math.Clamp(tick.Now - _decided, 0, _settings.DecisionMax);
        _decided = tick.Now;
        if (_accept && _features.Quiet >= _settings.QuietShare * _features.Looks)
        {
            return Accept(jpeg, tick);
        }

        _evidence.Take(_verdict, seconds, tick.Stamp);
        _collecting = !_verdict.Clear || !_evidence.IsEmpty;
        Enter(_verdict.State, tick.Stamp);
        NoteClear(jpeg, tick);
        if (_references.Count > 0)
        {
            _taught.Next();
        }

        return _alarm is null
            ? _evidence.IsFull ? _alarm = Raise(jpeg, tick.Stamp) : null
            : _evidence.IsEmpty ? Clear(tick.Stamp) : null;
    }

    private Alarm? Accept(ReadOnlySpan<byte> jpeg, in Tick tick)
    {
        _references.Teach(tick.Now);
        _evidence.Clear();
        (_accept, _collecting) = (false, false);
        _before = new AlarmPicture(PictureMoment.Before, tick.Stamp, jpeg.ToArray());
        Enter(CoverState.Present, tick.Stamp);
        return _alarm is null ? null : Clear(tick.Stamp);
    }

    /// <summary>A cover that has long been there without doubt is worth a picture, and in a new kind of light one more reference.</summary>
    private void NoteClear(ReadOnlySpan<byte> jpeg, in Tick tick)
    {
        if (!_verdict.Clear || !_evidence.IsEmpty)
        {
            _clearSince = double.NaN;
            return;
        }

        _references.Matched(_features.Reference, tick.Now);
        _clearSince = double.IsNaN(_clearSince) ? tick.Now : _clearSince;
        if (tick.Now - _clearSince < _settings.NewLightSeconds)
        {
            return;
        }

        _clearSince = tick.Now;
        _before = new AlarmPicture(PictureMoment.Before, tick.Stamp, jpeg.ToArray());
        if (_features.Structure < _settings.NewLightStructure)
        {
            _references.Teach(tick.Now);
        }
    }

    private Alarm Raise(ReadOnlySpan<byte> jpeg, long stamp) => _reporter.Raise(
        _cover, _evidence.SpeaksOfMissing, _verdict.Score, _features, _evidence.Since, _before, jpeg, stamp);

    private Alarm Clear(long stamp)
    {
        var cleared = _alarm! with { ClearedAt = stamp, Pictures = [] };
        _alarm = null;
        return cleared;
    }

    private void Enter(CoverState state, long stamp)
    {
        if (_since is null || state != _state)
        {
            (_state, _since) = (state, stamp);
        }
    }
}
