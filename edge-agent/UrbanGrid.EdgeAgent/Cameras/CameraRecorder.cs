using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Recording;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>The rolling recording of one camera, and the clips the hub wants of it.</summary>
public sealed class CameraRecorder
{
    private readonly CameraSettings _settings;
    private readonly string _ffmpeg;
    private readonly TimeProvider _time;
    private readonly RecordingRing _ring;
    private readonly ClipDesk _clips;
    private bool? _isH264;

    /// <summary>Opens the recording of a camera.</summary>
    public CameraRecorder(CameraSettings settings, string ffmpeg, CameraFolders folders, Outbox outbox, TimeProvider time, ILoggerFactory loggers)
    {
        (_settings, _ffmpeg, _time) = (settings, ffmpeg, time);
        _ring = new RecordingRing(folders.Recording, settings.Record.Minutes, settings.Record.Megabytes);
        var cutter = new ClipCutter(ffmpeg, settings.Record.ClipMegabytes * 1024 * 1024);
        _clips = new ClipDesk(settings.Id, _ring, cutter, folders.State, outbox, time, loggers.CreateLogger<ClipDesk>());
    }

    /// <summary>Bytes the recording takes.</summary>
    public long Bytes => _ring.Bytes;

    /// <summary>Works off the orders for clips.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _clips.RunAsync(cancellationToken);

    /// <summary>What is black in all that is recorded from now on; what shows more than that is thrown away.</summary>
    public void Hide(PrivacyMask? mask, bool isNew)
    {
        if (isNew && mask is not null)
        {
            _ring.Clear();
        }

        _clips.RecordedMask = mask;
    }

    /// <summary>Prepares the recording of one run of ffmpeg.</summary>
    public async Task<RecordingRun> PrepareAsync(bool masked, CancellationToken cancellationToken)
    {
        var copy = !masked && (_isH264 ??= await SourceProbe.IsH264Async(_settings.Source, _ffmpeg, cancellationToken));
        return new RecordingRun(_ring, copy, _settings.Record.EncodedWidth, _time);
    }

    /// <summary>Takes the command <c>clip</c>.</summary>
    public CommandAnswer Take(ClipOrder? order) =>
        order is null ? CommandAnswer.Refuse("clip needs {\"file\":id,\"from\":ms,\"to\":ms}")
        : _clips.Take(order) is { } why ? CommandAnswer.Refuse(why)
        : CommandAnswer.Done(new JsonObject { ["file"] = order.File });
}
