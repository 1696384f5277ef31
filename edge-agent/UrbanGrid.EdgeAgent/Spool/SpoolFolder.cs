using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>The spool of one agent: lanes for telemetry, for frames and for files, locked against a second agent.</summary>
public sealed class SpoolFolder : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly FileStream _lock;

    /// <summary>Opens the lanes.</summary>
    /// <exception cref="SettingsException">Another agent uses the folder, or it cannot be written.</exception>
    public SpoolFolder(SpoolSettings settings, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(settings.Directory);
            _lock = new FileStream(Path.Combine(settings.Directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"$.spool.directory: {settings.Directory} cannot be used ({e.Message}); stop the other agent that uses it, or name another folder.");
        }

        Telemetry = new SpoolLane(Path.Combine(settings.Directory, "telemetry"), settings.TelemetryMegabytes * Megabyte, time);
        Frames = new SpoolLane(Path.Combine(settings.Directory, "frames"), settings.FramesMegabytes * Megabyte, time);
        Files = new SpoolLane(Path.Combine(settings.Directory, "files"), settings.FilesMegabytes * Megabyte, time);
    }

    /// <summary>Telemetry, positions, events, detections and replies.</summary>
    public SpoolLane Telemetry { get; }

    /// <summary>Camera frames.</summary>
    public SpoolLane Frames { get; }

    /// <summary>Parts of files the hub asked for: a lane of their own, so that a clip neither waits behind frames nor holds up telemetry.</summary>
    public SpoolLane Files { get; }

    /// <summary>All of them, with their names.</summary>
    public IReadOnlyList<(string Name, SpoolLane Lane)> Lanes => [("telemetry", Telemetry), ("frames", Frames), ("files", Files)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Telemetry.Dispose();
        Frames.Dispose();
        Files.Dispose();
        _lock.Dispose();
    }
}
