using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Covers;

/// <summary>井盖缺失/移位: watches the covers of a camera, about one decision a second for each, at any frame rate.</summary>
internal sealed class CoverDetector : IDisposable
{
    private readonly List<CoverWatcher> _watchers = [];
    private readonly CoverPicture _picture = new();
    private readonly int _wantedWidth;
    private IReadOnlyList<CoverStatus>? _status;

    /// <summary>Learns the covers from the references given; those without any learn from the first quiet frames.</summary>
    /// <exception cref="ArgumentException">A cover's box lies outside the picture, or two covers have one name.</exception>
    public CoverDetector(CameraWatch watch, CoverSettings settings)
    {
        var reporter = new CoverReporter(watch, settings);
        foreach (var cover in watch.Covers)
        {
            Check(cover, _watchers);
            var watcher = new CoverWatcher(cover, settings, reporter);
            _watchers.Add(watcher);
            watcher.Teach(watch.CoverReferences.GetValueOrDefault(cover.Name, []), _picture);
        }

        _wantedWidth = _watchers.Select(w => w.WantedWidth).DefaultIfEmpty().Max();
    }

    /// <summary>How the covers stand.</summary>
    public IReadOnlyList<CoverStatus> Covers => _status ??= [.. _watchers.Select(w => w.Status)];

    /// <summary>Looks at a frame, if any cover is due; returns alarms raised or cleared.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public IReadOnlyList<Alarm> Look(ReadOnlySpan<byte> jpeg, in Tick tick)
    {
        List<Alarm>? alarms = null;
        var decoded = false;
        foreach (var watcher in _watchers)
        {
            if (!watcher.IsDue(tick))
            {
                continue;
            }

            if (!decoded)
            {
                _picture.Read(jpeg, _wantedWidth);
                (decoded, _status) = (true, null);
            }

            if (watcher.Look(_picture, jpeg, tick) is { } alarm)
            {
                (alarms ??= []).Add(alarm);
            }
        }

        return alarms ?? (IReadOnlyList<Alarm>)[];
    }

    /// <summary>The operator says that a cover is as it should be: how it looks next becomes a further reference.</summary>
    /// <returns>Whether there is a cover of that name.</returns>
    public bool AcceptReference(string name)
    {
        var watcher = _watchers.Find(w => w.Name == name);
        watcher?.AcceptReference();
        return watcher is not null;
    }

    /// <summary>The view changed for good: all covers are learned anew from the next quiet frames.</summary>
    public void Relearn()
    {
        _status = null;
        _watchers.ForEach(w => w.Relearn());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watchers.ForEach(w => w.Dispose());
        _picture.Dispose();
    }

    private static void Check(CameraCover cover, List<CoverWatcher> others)
    {
        if (cover.Box is not { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } box || box.X + box.Width > 1 || box.Y + box.Height > 1)
        {
            throw new ArgumentException($"The box of cover '{cover.Name}' must lie within the picture.");
        }

        if (others.Exists(w => w.Name == cover.Name))
        {
            throw new ArgumentException($"There are two covers '{cover.Name}'.");
        }
    }
}
