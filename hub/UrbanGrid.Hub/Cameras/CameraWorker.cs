using System.Threading.Channels;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Overlay;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Hears of an alarm that was raised or cleared.</summary>
public delegate ValueTask TakeAlarm(Alarm alarm, CancellationToken cancellationToken);

/// <summary>Keeps what belongs in a camera's picture.</summary>
public delegate Task KeepFixtures(string cameraId, IReadOnlyList<Fixture> fixtures, CancellationToken cancellationToken);

/// <summary>Keeps what is known of how a camera's view looks.</summary>
public delegate Task KeepView(CameraWatch watch, byte[] view, CancellationToken cancellationToken);

/// <summary>Hears of a frame that is no picture.</summary>
public delegate ValueTask TakeBrokenFrame(CameraFrame frame, string reason, CancellationToken cancellationToken);

/// <summary>
/// Runs one camera's <see cref="FramePipeline"/>. When the detector falls behind, frames are left out
/// (<see cref="FrameQueue"/>); whoever brings them never waits, for he brings those of other cameras too.
/// </summary>
public sealed class CameraWorker : IAsyncDisposable
{
    /// <summary>How long whoever asks waits for an answer; a frame takes a fraction of a second.</summary>
    public static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private const int QueuedOrders = 8;
    private readonly Channel<CameraOrder> _orders = Channel.CreateBounded<CameraOrder>(
        new BoundedChannelOptions(QueuedOrders) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly FrameQueue _frames;
    private readonly FrameStatistics _statistics;
    private readonly CancellationTokenSource _stop = new();
    private readonly TakeAlarm _takeAlarm;
    private readonly TakeBrokenFrame _takeBroken;
    private readonly KeepFixtures _keepFixtures;
    private readonly KeepView _keepView;
    private readonly HubMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AskThing? _things;
    private readonly Task _work;
    private StoredWatch _stored;
    private CameraWatch _watch;
    private PrivacyMask? _mask;
    private FramePipeline? _pipeline;
    private int _viewVersion;
    private bool _isEnded;

    /// <summary>Starts the worker; the pipeline is made with the first frame.</summary>
    public CameraWorker(
        StoredWatch watch, LiveView view, TakeAlarm takeAlarm, TakeBrokenFrame takeBroken, KeepFixtures keepFixtures, KeepView keepView,
        HubMetrics metrics, TimeProvider time, ILogger logger, AskThing? things = null)
    {
        (_stored, _watch, View) = (watch, watch.Watch, view);
        (_takeAlarm, _takeBroken, _keepFixtures, _keepView) = (takeAlarm, takeBroken, keepFixtures, keepView);
        (_metrics, _time, _logger, _things) = (metrics, time, logger, things);
        (_frames, _statistics) = (new FrameQueue(time), new FrameStatistics(time));
        _mask = PrivacyMask.Of(_watch.Zones);
        _work = Task.Run(RunAsync);
    }

    /// <summary>Pictures for people.</summary>
    public LiveView View { get; }

    /// <summary>Alarms of this camera that hold, by id.</summary>
    public IReadOnlyDictionary<string, Alarm> ActiveAlarms { get; private set; } = new Dictionary<string, Alarm>();

    /// <summary>What its detectors think, read about once a second; null before the first frame.</summary>
    public PipelineOverlay? Overlay => _pipeline?.Overlay;

    /// <summary>What it watches, as stored.</summary>
    public StoredWatch Watch => Volatile.Read(ref _stored);

    /// <summary>How its covers stand after the last frame.</summary>
    public IReadOnlyList<CoverStatus> Covers { get; private set; } = [];

    /// <summary>How it is doing.</summary>
    public CameraFigures Figures => _statistics.Read(_frames, _pipeline?.PictureBlips ?? 0, _pipeline?.IsSuspended ?? false);

    /// <summary>Puts an order in the queue; waits while it is full. Orders come before the frames that wait.</summary>
    public async ValueTask PutAsync(CameraOrder order, CancellationToken cancellationToken)
    {
        await _orders.Writer.WriteAsync(order, cancellationToken);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Asks the pipeline between two frames.</summary>
    /// <param name="question">Gets null before the first frame; what it throws reaches the caller.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CameraBusyException">There was no answer within <see cref="AnswerPatience"/>, or the worker has stopped.</exception>
    public async Task<T> AskAsync<T>(Func<FramePipeline?, T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Answer(FramePipeline? pipeline)
        {
            try
            {
                answer.TrySetResult(question(pipeline));
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
                throw; // For the log.
            }
        }

        using var patience = new CancellationTokenSource(AnswerPatience, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await PutAsync(new CameraOrder.Ask(Answer), end.Token);
            return await answer.Task.WaitAsync(end.Token);
        }
        catch (Exception e) when (e is ChannelClosedException || (e is OperationCanceledException && patience.IsCancellationRequested))
        {
            throw new CameraBusyException(_watch.CameraId);
        }
    }

    /// <summary>Puts a frame in the queue; never waits.</summary>
    public void Put(CameraFrame frame)
    {
        _statistics.Came();
        _frames.Put(frame);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Works off what is queued, then ends; what takes longer than <paramref name="patience"/> is left.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        _orders.Writer.TryComplete();
        _wake.Writer.TryComplete();
        _stop.CancelAfter(patience);
        await _work;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(2));
        _stop.Dispose();
        _pipeline?.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            do
            {
                _wake.Reader.TryRead(out _);
                while (Next() is { } order)
                {
                    _stop.Token.ThrowIfCancellationRequested();
                    await DoSafelyAsync(order);
                }
            }
            while (await _wake.Reader.WaitToReadAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _logger.LogWarning("Camera {Camera} was stopped with frames still queued.", _watch.CameraId);
        }
    }

    private CameraOrder? Next() =>
        _orders.Reader.TryRead(out var order) ? order : _frames.Take() is { } frame ? new CameraOrder.Look(frame) : null;

    private async Task DoSafelyAsync(CameraOrder order)
    {
        try
        {
            await DoAsync(order);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One camera's fault must stop neither it nor the others.
            _logger.LogError(e, "Camera {Camera}: {Order} failed.", _watch.CameraId, order.GetType().Name);
        }
    }

    private async Task DoAsync(CameraOrder order)
    {
        switch (order)
        {
            case CameraOrder.Look when _isEnded:
                break;
            case CameraOrder.Look look:
                await LookAsync(look.Frame);
                break;
            case CameraOrder.AcceptFixture fixture:
                await AcceptAsFixtureAsync(fixture.Box);
                break;
            case CameraOrder.AcceptView:
                _pipeline?.AcceptView();
                break;
            case CameraOrder.Ask ask:
                ask.Question(_pipeline);
                break;
            case CameraOrder.StartAnew start:
                await StartAnewAsync(start.Watch);
                break;
            case CameraOrder.End:
                _isEnded = true;
                await EndAlarmsAsync();
                break;
            case CameraOrder.AcceptReference accepted:
                _watch = accepted.Watch.Watch with { Fixtures = _watch.Fixtures, View = _watch.View };
                Volatile.Write(ref _stored, accepted.Watch);
                _pipeline?.AcceptReference(accepted.Cover);
                break;
        }
    }

    private async Task LookAsync(CameraFrame received)
    {
        var started = _time.GetTimestamp();
        var cpu = ThreadCpu.Milliseconds();
        var frame = received;
        IReadOnlyList<Alarm> alarms;
        try
        {
            // Before anything else: what is hidden is neither looked at nor shown nor kept.
            frame = _mask is { } mask ? received with { Jpeg = mask.Apply(received.Jpeg.Span) } : received;
            _pipeline ??= new FramePipeline(_watch, _things);
            alarms = _pipeline.Process(frame.Jpeg.Span, frame.Timestamp);
        }
        catch (FrameUnreadableException e)
        {
            _metrics.FrameBroken();
            _statistics.IsBroken();
            await _takeBroken(frame, e.Message, _stop.Token);
            return;
        }

        View.Show(frame);
        Covers = _pipeline.Covers;
        var seconds = _time.GetElapsedTime(started).TotalSeconds;
        _metrics.FrameSeen(seconds);
        _statistics.Looked(frame.Timestamp, ThreadCpu.Milliseconds() - cpu ?? seconds * 1000);
        foreach (var alarm in alarms)
        {
            await TellAsync(alarm);
        }

        if (_pipeline.ViewVersion != _viewVersion)
        {
            _viewVersion = _pipeline.ViewVersion;
            await _keepView(_watch, _pipeline.SaveView(), _stop.Token);
        }
    }

    private async Task AcceptAsFixtureAsync(PictureBox box)
    {
        // Before its first frame a camera cannot say what the thing looks like: whatever stands there belongs there.
        _pipeline?.AcceptAsFixture(box);
        _watch = _watch with { Fixtures = _pipeline?.Fixtures ?? [.. _watch.Fixtures, new Fixture(box, "")] };
        await _keepFixtures(_watch.CameraId, _watch.Fixtures, _stop.Token);
    }

    /// <summary>Alarms of the old zones and covers end, since nothing watches them any more.</summary>
    private async Task StartAnewAsync(StoredWatch watch)
    {
        // What is known of the view goes on; if it was drawn anew, the view as it is now is the right one.
        var view = watch.Watch.Drawing == _watch.Drawing ? _pipeline?.SaveView() ?? _watch.View : default;
        _pipeline?.Dispose();
        (_pipeline, _viewVersion) = (null, 0);
        _watch = watch.Watch with { Fixtures = _watch.Fixtures, View = view };
        Volatile.Write(ref _stored, watch);
        Covers = [];
        _mask = PrivacyMask.Of(_watch.Zones);
        if (_mask is { } mask)
        {
            View.Hide(mask);
        }

        await EndAlarmsAsync();
    }

    private async Task EndAlarmsAsync()
    {
        foreach (var alarm in ActiveAlarms.Values)
        {
            await TellAsync(alarm with { ClearedAt = _time.GetUtcNow().ToUnixTimeMilliseconds(), Pictures = [] });
        }
    }

    private async Task TellAsync(Alarm alarm)
    {
        var active = new Dictionary<string, Alarm>(ActiveAlarms);
        if (alarm.ClearedAt is null)
        {
            active[alarm.Id] = alarm with { Pictures = [] };
        }
        else
        {
            active.Remove(alarm.Id);
        }

        ActiveAlarms = active;
        await _takeAlarm(alarm, _stop.Token);
    }
}
