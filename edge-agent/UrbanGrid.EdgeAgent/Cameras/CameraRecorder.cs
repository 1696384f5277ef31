using System.Text.Json;
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
    private const string NothingHidden = "[]";

    private readonly CameraSettings _settings;
    private readonly string _ffmpeg;
    private readonly TimeProvider _time;
    private readonly RecordingRing _ring;
    private readonly ClipDesk _clips;
    private readonly string _maskNote;
    private bool? _isH264;

    /// <summary>Opens the recording of a camera.</summary>
    public CameraRecorder(CameraSettings settings, string ffmpeg, CameraFolders folders, Outbox outbox, TimeProvider time, ILoggerFactory loggers)
    {
        (_settings, _ffmpeg, _time) = (settings, ffmpeg, time);
        _ring = new RecordingRing(folders.Recording, settings.Record.Minutes, settings.Record.Megabytes);
        _maskNote = Path.Combine(folders.State, "recorded-under.json");
        var cutter = new ClipCutter(ffmpeg, settings.Record.ClipMegabytes * 1024 * 1024);
        _clips = new ClipDesk(settings.Id, _ring, cutter, folders.State, outbox, time, loggers.CreateLogger<ClipDesk>());
    }

    /// <summary>Bytes the recording takes.</summary>
    public long Bytes => _ring.Bytes;

    /// <summary>Works off the orders for clips.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _clips.RunAsync(cancellationToken);

    /// <summary>What is black in all that is recorded from now on; what was recorded under another mask is thrown away, also after a restart.</summary>
    public void Hide(PrivacyMask? mask)
    {
        var hidden = JsonSerializer.Serialize(mask?.Polygons ?? []);
        if ((File.Exists(_maskNote) ? File.ReadAllText(_maskNote) : NothingHidden) != hidden)
        {
            _ring.Clear();
            Directory.CreateDirectory(Path.GetDirectoryName(_maskNote)!);
            File.WriteAllText(_maskNote, hidden);
        }

        _clips.RecordedMask = mask;
    }

    /// <summary>To be asked before it is decided what a run hides, see <see cref="PrepareAsync"/>.</summary>
    public int Epoch => _ring.Epoch;

    /// <summary>Prepares the recording of one run of ffmpeg. If a mask was changed since <paramref name="epoch"/>, nothing of it is kept.</summary>
    public async Task<RecordingRun> PrepareAsync(int epoch, bool masked, CancellationToken cancellationToken)
    {
        if (!masked)
        {
            // A camera that is away at the start is asked again with the next run.
            _isH264 ??= await SourceProbe.IsH264Async(_settings.Source, _ffmpeg, cancellationToken);
        }

        return new RecordingRun(_ring, epoch, copy: !masked && _isH264 is true, _settings.Record.EncodedWidth, _time);
    }

    /// <summary>Takes the command <c>clip</c>.</summary>
    public CommandAnswer Take(ClipOrder? order) =>
        order is null ? CommandAnswer.Refuse("clip needs {\"file\":id,\"from\":ms,\"to\":ms}")
        : _clips.Take(order) is { } why ? CommandAnswer.Refuse(why)
        : CommandAnswer.Done(new JsonObject { ["file"] = order.File });
}
