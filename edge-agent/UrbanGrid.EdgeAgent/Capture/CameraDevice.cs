using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>
/// One camera: captures, starts ffmpeg again when the stream dies, and publishes the frames. Going on- and offline is
/// logged and told once, not per attempt.
/// </summary>
public sealed class CameraDevice(
    CameraSettings settings, string ffmpeg, Outbox outbox, StatusBoard board, TimeProvider time, ILoggerFactory loggers) : IEdgeDevice
{
    /// <summary>A stream that held this long starts anew with the shortest pause; one that flaps does not.</summary>
    private const double StableSeconds = 10;

    private static readonly TimeSpan StaleSnapshot = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = loggers.CreateLogger($"Camera.{settings.Id}");
    private readonly FrameClock _clock = new(time, settings.IsLive, settings.Fps);
    private readonly FrameGate _gate = new();
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Random.Shared);
    private readonly EdgeDetector? _detector =
        settings.Detect == "edge" ? new EdgeDetector(settings, outbox, loggers.CreateLogger<EdgeDetector>()) : null;

    private LatestFrame? _latest;
    private string? _toldProblem;
    private long _frames;
    private long _restarts;
    private long _oversized;

    /// <inheritdoc/>
    public string Id => settings.Id;

    /// <summary>Frames captured since start.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>How often ffmpeg had to be started again.</summary>
    public long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Pictures that were too large for the hub.</summary>
    public long Oversized => Interlocked.Read(ref _oversized);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(settings.StartDelaySeconds), time, cancellationToken);
        var detecting = _detector?.RunAsync(cancellationToken) ?? Task.CompletedTask;
        try
        {
            while (true)
            {
                var capture = new FfmpegCapture(settings, ffmpeg, time);
                _clock.Restart();
                var end = await capture.RunAsync(OnFrame, cancellationToken);
                Interlocked.Add(ref _oversized, capture.Oversized);
                board.Set(Id, online: false);
                if (IsThrough(end))
                {
                    _logger.LogInformation("{Camera} has played its file once: {Frames} frames", Id, end.Frames);
                    outbox.Event(Id, "footage_ended", new JsonObject { ["frames"] = end.Frames });
                    break;
                }

                await PauseAsync(end, cancellationToken);
            }
        }
        finally
        {
            _detector?.Complete();
            await detecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            board.Set(Id, online: false);
        }
    }

    /// <inheritdoc/>
    public CommandAnswer Execute(string command, JsonElement? args) => command switch
    {
        "snapshot" => Snapshot(),
        ReportInterval.Command => SetInterval(args),
        _ => CommandAnswer.Unknown(command, "snapshot", ReportInterval.Command),
    };

    private void OnFrame(ReadOnlySequence<byte> jpeg)
    {
        var timestamp = _clock.Next();
        var bytes = jpeg.ToArray();
        Interlocked.Increment(ref _frames);
        Volatile.Write(ref _latest, new LatestFrame(timestamp, bytes));
        if (!board.IsOnline(Id))
        {
            board.Set(Id, online: true);
        }

        _detector?.Offer(bytes, timestamp);
        if (_gate.Passes(timestamp))
        {
            outbox.Frame(Id, timestamp, bytes);
        }
    }

    private bool IsThrough(CaptureEnd end) =>
        !settings.IsLive && !settings.Loop && end is { Reason: CaptureEndReason.EndOfStream, Frames: > 0 };

    private async Task PauseAsync(CaptureEnd end, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _restarts);
        if (end.Frames >= settings.Fps * StableSeconds)
        {
            _toldProblem = null;
            _backoff.Reset();
        }

        var pause = _backoff.Next();
        var problem = end.Reason switch
        {
            CaptureEndReason.NoFrame => $"no frame for {settings.NoFrameSeconds:0.#} s",
            CaptureEndReason.EndOfStream => "the stream ended",
            _ => "ffmpeg failed",
        };
        var detail = end.Error is null ? problem : $"{problem}: {end.Error}";
        if (detail != _toldProblem)
        {
            _toldProblem = detail;
            _logger.LogWarning("{Camera}: {Problem}; trying again, at first in {Seconds:0.0} s", Id, detail, pause.TotalSeconds);
            outbox.Event(Id, "capture_failed", new JsonObject
            {
                ["reason"] = problem,
                ["ffmpeg"] = end.Error,
                ["restarts"] = Restarts,
            });
        }

        await Task.Delay(pause, time, cancellationToken);
    }

    private CommandAnswer Snapshot()
    {
        if (Volatile.Read(ref _latest) is not { } frame
            || time.GetUtcNow().ToUnixTimeMilliseconds() - frame.Timestamp > StaleSnapshot.TotalMilliseconds)
        {
            return CommandAnswer.Refuse("the camera gives no picture at the moment");
        }

        outbox.Frame(Id, frame.Timestamp, frame.Jpeg);
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
        return CommandAnswer.Done(new JsonObject { ["seconds"] = Math.Max(seconds, 1 / settings.Fps) });
    }

    private sealed record LatestFrame(long Timestamp, byte[] Jpeg);
}
