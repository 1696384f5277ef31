using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Recording;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// One camera: captures, starts ffmpeg again when the stream dies, publishes the frames, records and detects if told. Going
/// on- and offline is logged and told once, not per attempt.
/// </summary>
public sealed class CameraDevice : IEdgeDevice
{
    /// <summary>A stream that held this long starts anew with the shortest pause; one that flaps does not.</summary>
    private const double StableSeconds = 10;

    private static readonly TimeSpan StaleSnapshot = TimeSpan.FromSeconds(30);
    private static readonly string[] Commands = ["snapshot", ReportInterval.Command, "clip", .. WatchDesk.Commands];

    private readonly CameraSettings _settings;
    private readonly string _ffmpeg;
    private readonly CameraFolders _folders;
    private readonly Outbox _outbox;
    private readonly StatusBoard _board;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FrameClock _clock;
    private readonly FrameGate _gate = new();
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);
    private readonly EdgeDetector _detector;
    private readonly WatchDesk _watching;
    private readonly CameraRecorder? _recorder;

    private LatestFrame? _latest;
    private PrivacyMask? _mask;
    private CancellationTokenSource? _run;
    private string? _toldProblem;
    private long _frames;
    private long _restarts;
    private long _oversized;

    /// <summary>Puts a camera together; nothing is captured yet.</summary>
    public CameraDevice(
        CameraSettings settings, string ffmpeg, CameraFolders folders, Outbox outbox, StatusBoard board, NowLine now, TimeProvider time, ILoggerFactory loggers,
        AskThing? things = null)
    {
        (_settings, _ffmpeg, _folders, _outbox, _board, _time) = (settings, ffmpeg, folders, outbox, board, time);
        _logger = loggers.CreateLogger($"Camera.{settings.Id}");
        _clock = new FrameClock(time, settings.IsLive, settings.Fps);
        _detector = new EdgeDetector(
            settings.Id, new CameraMemory(folders.State), things, outbox, time, loggers.CreateLogger<EdgeDetector>(), new OverlayLine(settings.Id, now.Tell, time));
        _watching = new WatchDesk(settings.Id, new CameraOrders(settings, folders.State), folders.State, _detector);
        _recorder = settings.Record.IsOn ? new CameraRecorder(settings, ffmpeg, folders, outbox, time, loggers) : null;
        _mask = _watching.Mask;
        _recorder?.Hide(_mask);
    }

    /// <inheritdoc/>
    public string Id => _settings.Id;

    /// <summary>Frames captured since start.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>How often ffmpeg had to be started again.</summary>
    public long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Pictures that were too large for the hub.</summary>
    public long Oversized => Interlocked.Read(ref _oversized);

    /// <summary>Bytes of its recording.</summary>
    public long RecordedBytes => _recorder?.Bytes ?? 0;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(_settings.StartDelaySeconds), _time, cancellationToken);
        using var beside = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var detecting = _detector.RunAsync(beside.Token);
        var cutting = _recorder?.RunAsync(beside.Token) ?? Task.CompletedTask;
        try
        {
            while (true)
            {
                if (await CaptureAsync(cancellationToken) is not { } end)
                {
                    continue;
                }

                _board.Set(Id, online: false);
                if (IsThrough(end))
                {
                    _logger.LogInformation("{Camera} has played its file once: {Frames} frames", Id, end.Frames);
                    _outbox.Event(Id, "footage_ended", new JsonObject { ["frames"] = end.Frames });
                    break;
                }

                await PauseAsync(end, cancellationToken);
            }

            // Clips of what was recorded can be had for as long as the agent runs.
            _detector.Complete();
            await detecting;
            await cutting;
        }
        finally
        {
            _detector.Complete();
            await beside.CancelAsync();
            await Task.WhenAll(detecting, cutting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _board.Set(Id, online: false);
        }
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args) => command switch
    {
        "snapshot" => Snapshot(),
        ReportInterval.Command => SetInterval(args),
        "clip" => _recorder?.Take(CommandArgs.Read(args, WireJson.Default.ClipOrder)) ?? CommandAnswer.Refuse("this camera is not recorded"),
        _ => Watch(command, args) ?? CommandAnswer.Unknown(command, Commands),
    };

    /// <summary>One run of ffmpeg; null if it was ended for another one that hides more.</summary>
    private async Task<CaptureEnd?> CaptureAsync(CancellationToken cancellationToken)
    {
        using var run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref _run, run);
        var epoch = _recorder?.Epoch ?? 0;
        var mask = _mask;
        var recording = _recorder is null ? null : await _recorder.PrepareAsync(epoch, mask is not null, cancellationToken);
        var plan = new CapturePlan(_settings, mask is null ? null : WriteMask(mask), recording?.Output);
        var capture = new FfmpegCapture(plan, _ffmpeg, _time);
        _clock.Restart();
        using var recorded = CancellationTokenSource.CreateLinkedTokenSource(run.Token);
        var recordingRun = recording?.FollowAsync(_settings.IsLive ? null : () => _clock.Start, recorded.Token) ?? Task.CompletedTask;
        try
        {
            return await capture.RunAsync(jpeg => OnFrame(jpeg, run.Token), run.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Volatile.Write(ref _run, null);
            Interlocked.Add(ref _oversized, capture.Oversized);
            await recorded.CancelAsync();
            await recordingRun;
        }
    }

    private void OnFrame(ReadOnlySequence<byte> jpeg, CancellationToken run)
    {
        if (run.IsCancellationRequested)
        {
            return;
        }

        var timestamp = _clock.Next();
        var bytes = jpeg.ToArray();
        Interlocked.Increment(ref _frames);
        Volatile.Write(ref _latest, new LatestFrame(timestamp, bytes));
        if (!_board.IsOnline(Id))
        {
            _board.Set(Id, online: true);
        }

        _detector.Offer(bytes, timestamp);
        if (_gate.Passes(timestamp))
        {
            _outbox.Frame(Id, timestamp, bytes);
        }
    }

    private bool IsThrough(CaptureEnd end) =>
        !_settings.IsLive && !_settings.Loop && end is { Reason: CaptureEndReason.EndOfStream, Frames: > 0 };

    private async Task PauseAsync(CaptureEnd end, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _restarts);
        if (end.Frames >= _settings.Fps * StableSeconds)
        {
            _toldProblem = null;
            _backoff.Reset();
        }

        var pause = _backoff.Next();
        var problem = end.Reason switch
        {
            CaptureEndReason.NoFrame => $"no frame for {_settings.NoFrameSeconds:0.#} s",
            CaptureEndReason.EndOfStream => "the stream ended",
            _ => "ffmpeg failed",
        };
        var detail = end.Error is null ? problem : $"{problem}: {end.Error}";
        if (detail != _toldProblem)
        {
            _toldProblem = detail;
            _logger.LogWarning("{Camera}: {Problem}; trying again, at first in {Seconds:0.0} s", Id, detail, pause.TotalSeconds);
            _outbox.Event(Id, "capture_failed", new JsonObject
            {
                ["reason"] = problem,
                ["ffmpeg"] = end.Error,
                ["restarts"] = Restarts,
            });
        }

        await Task.Delay(pause, _time, cancellationToken);
    }

    private CommandAnswer Snapshot()
    {
        if (Volatile.Read(ref _latest) is not { } frame
            || _time.GetUtcNow().ToUnixTimeMilliseconds() - frame.Timestamp > StaleSnapshot.TotalMilliseconds)
        {
            return CommandAnswer.Refuse("the camera gives no picture at the moment");
        }

        _outbox.Frame(Id, frame.Timestamp, frame.Jpeg);
        return CommandAnswer.Done(new JsonObject
        {
            ["ts"] = frame.Timestamp,
            ["topic"] = DeviceTopic.Frame(Id, frame.Timestamp),
            ["bytes"] = frame.Jpeg.Length,
        });
    }

    private CommandAnswer SetInterval(JsonElement? args)
    {
        if (ReportInterval.Parse(args, out var refusal) is not { } seconds)
        {
            return refusal;
        }

        _gate.IntervalMs = (long)(seconds * 1000);
        return CommandAnswer.Done(new JsonObject { ["seconds"] = Math.Max(seconds, 1 / _settings.Fps) });
    }

    private CommandAnswer? Watch(string command, JsonElement? args)
    {
        var answer = _watching.Execute(command, args);
        var mask = _watching.Mask;
        if (!SameMask(mask, _mask))
        {
            _mask = mask;
            _recorder?.Hide(mask);

            // What was captured under the old mask is not sent any more.
            Volatile.Write(ref _latest, null);
            EndRun();
        }

        return answer;
    }

    private void EndRun()
    {
        try
        {
            Volatile.Read(ref _run)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at this moment; the next run has the new mask.
        }
    }

    private static bool SameMask(PrivacyMask? one, PrivacyMask? other) =>
        (one?.Polygons ?? []).Count == (other?.Polygons ?? []).Count
        && (one?.Polygons ?? []).Zip(other?.Polygons ?? []).All(pair => pair.First.SequenceEqual(pair.Second));

    private string WriteMask(PrivacyMask mask)
    {
        var path = Path.Combine(_folders.State, "mask.pam");
        MaskFile.Write(path, mask);
        return path;
    }

    private sealed record LatestFrame(long Timestamp, byte[] Jpeg);
}
