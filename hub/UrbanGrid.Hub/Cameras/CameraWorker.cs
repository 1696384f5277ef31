using System.Threading.Channels;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Hears of an alarm that was raised or cleared.</summary>
public delegate ValueTask TakeAlarm(Alarm alarm, CancellationToken cancellationToken);

/// <summary>Hears of a frame that is no picture.</summary>
public delegate ValueTask TakeBrokenFrame(CameraFrame frame, string reason, CancellationToken cancellationToken);

/// <summary>
/// Runs one camera's <see cref="FramePipeline"/>. Its queue is short: when the detector falls behind, whoever brings the
/// frames waits, and so in the end the camera's own socket.
/// </summary>
public sealed class CameraWorker : IAsyncDisposable
{
    private const int QueuedFrames = 8;
    private readonly Channel<CameraOrder> _orders = Channel.CreateBounded<CameraOrder>(
        new BoundedChannelOptions(QueuedFrames) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stop = new();
    private readonly TakeAlarm _takeAlarm;
    private readonly TakeBrokenFrame _takeBroken;
    private readonly HubMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _work;
    private CameraWatch _watch;
    private FramePipeline? _pipeline;

    /// <summary>Starts the worker; the pipeline is made with the first frame.</summary>
    public CameraWorker(
        CameraWatch watch, TakeAlarm takeAlarm, TakeBrokenFrame takeBroken, HubMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_watch, _takeAlarm, _takeBroken, _metrics, _time, _logger) = (watch, takeAlarm, takeBroken, metrics, time, logger);
        _work = Task.Run(RunAsync);
    }

    /// <summary>Pictures for people.</summary>
    public LiveView View { get; } = new();

    /// <summary>Alarms of this camera that hold, by id.</summary>
    public IReadOnlyDictionary<string, Alarm> ActiveAlarms { get; private set; } = new Dictionary<string, Alarm>();

    /// <summary>What its detectors think, read about once a second; null before the first frame.</summary>
    public PipelineOverlay? Overlay => _pipeline?.Overlay;

    /// <summary>Zones it watches.</summary>
    public IReadOnlyList<CameraZone> Zones => _watch.Zones;

    /// <summary>Puts an order in the queue; waits while it is full.</summary>
    public ValueTask PutAsync(CameraOrder order, CancellationToken cancellationToken) => _orders.Writer.WriteAsync(order, cancellationToken);

    /// <summary>Works off what is queued, then ends; what takes longer than <paramref name="patience"/> is left.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        _orders.Writer.TryComplete();
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
            await foreach (var order in _orders.Reader.ReadAllAsync(_stop.Token))
            {
                await DoSafelyAsync(order);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _logger.LogWarning("Camera {Camera} was stopped with frames still queued.", _watch.CameraId);
        }
    }

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
            case CameraOrder.Look look:
                await LookAsync(look.Frame);
                break;
            case CameraOrder.AcceptFixture fixture:
                _pipeline?.AcceptAsFixture(fixture.Box);
                break;
            case CameraOrder.ReadBackground read:
                read.Take(_pipeline?.ReadBackground());
                break;
            case CameraOrder.UseZones zones:
                await StartAnewAsync(zones.Zones);
                break;
        }
    }

    private async Task LookAsync(CameraFrame frame)
    {
        var started = _time.GetTimestamp();
        IReadOnlyList<Alarm> alarms;
        try
        {
            _pipeline ??= new FramePipeline(_watch);
            alarms = _pipeline.Process(frame.Jpeg.Span, frame.Timestamp);
        }
        catch (FrameUnreadableException e)
        {
            _metrics.FrameBroken();
            await _takeBroken(frame, e.Message, _stop.Token);
            return;
        }

        View.Show(frame);
        _metrics.FrameSeen(_time.GetElapsedTime(started).TotalSeconds);
        foreach (var alarm in alarms)
        {
            await TellAsync(alarm);
        }
    }

    /// <summary>Alarms of the old zones end, since nothing watches them any more.</summary>
    private async Task StartAnewAsync(IReadOnlyList<CameraZone> zones)
    {
        _pipeline?.Dispose();
        _pipeline = null;
        _watch = _watch with { Zones = zones };
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
