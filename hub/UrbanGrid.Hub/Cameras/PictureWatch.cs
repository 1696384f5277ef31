using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Cameras;

/// <summary>
/// Whether one camera's frames come. Frames that stop while the camera's edge agent lives are a fault of the camera, told by
/// timer with no further message; shorter gaps are blips and counted; the return is told when frames come again for a while.
/// </summary>
/// <param name="cameraId">The camera.</param>
/// <param name="now">When its first frame came, Unix ms.</param>
public sealed class PictureWatch(string cameraId, long now)
{
    /// <summary>Rule of the alarm.</summary>
    public const string Rule = "picture_lost";

    /// <summary>So long without a frame is an outage, if frames usually come much more often.</summary>
    private const long LostMs = 30_000;

    /// <summary>A gap counts as a blip from here.</summary>
    private const long BlipMs = 5_000;

    /// <summary>A camera that sends seldom may miss so many frames.</summary>
    private const int MissedFrames = 4;

    /// <summary>The usual interval is the middle one of so many: an outage among them is none that is usual.</summary>
    private const int GapsKept = 5;

    /// <summary>What is taken for usual until there are enough, ms.</summary>
    private const long FirstGuessMs = 1_000;

    /// <summary>Frames must come again for so long before the end is told.</summary>
    private const long BackMs = 5_000;

    private readonly Lock _lock = new();
    private long _last = now;
    private long _resumed = now;
    private readonly Queue<long> _gaps = new();
    private long _usualMs = FirstGuessMs;
    private Alarm? _told;
    private bool _frameSinceTold;

    /// <summary>The fault, while it is told.</summary>
    public Alarm? Told
    {
        get
        {
            lock (_lock)
            {
                return _told;
            }
        }
    }

    /// <summary>Gaps that were no outage.</summary>
    public long Blips { get; private set; }

    private long LimitMs => Math.Max(LostMs, MissedFrames * _usualMs);

    /// <summary>A frame came.</summary>
    public void Came(long at)
    {
        lock (_lock)
        {
            var gap = at - _last;
            var isMissed = gap >= BlipMs && gap > MissedFrames * _usualMs;
            _last = at;
            if (_told is null)
            {
                Blips += isMissed ? 1 : 0;
            }
            else if (isMissed || !_frameSinceTold)
            {
                (_frameSinceTold, _resumed) = (true, at);
            }

            Learn(gap);
        }
    }

    /// <summary>Lets time pass; the alarm that begins or ends with it, if any.</summary>
    /// <param name="at">Unix ms.</param>
    /// <param name="agentLives">Whether the edge agent is heard; without it nobody can tell whose fault the silence is.</param>
    public Alarm? Advance(long at, bool agentLives)
    {
        lock (_lock)
        {
            var gap = at - _last;
            if (_told is null)
            {
                return gap >= LimitMs && agentLives ? Raise(at, gap) : null;
            }

            if (gap >= LimitMs)
            {
                _frameSinceTold = false;
                return null;
            }

            if (!_frameSinceTold || _last - _resumed < BackMs)
            {
                return null;
            }

            var ended = _told with { ClearedAt = at };
            _told = null;
            return ended;
        }
    }

    private void Learn(long gap)
    {
        _gaps.Enqueue(gap);
        if (_gaps.Count > GapsKept)
        {
            _gaps.Dequeue();
            _usualMs = _gaps.Order().ElementAt(GapsKept / 2);
        }
    }

    private Alarm Raise(long at, long gap)
    {
        _frameSinceTold = false;
        return _told = new Alarm
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{cameraId}:{Rule}:{_last}"),
            DeviceId = cameraId,
            Rule = Rule,
            Severity = AlarmSeverity.Major,
            StartedAt = _last,
            RaisedAt = at,
            Readings = [new AlarmReading("picture_gap", Math.Round(gap / 1000.0, 1), LimitMs / 1000.0, "s")],
        };
    }
}
