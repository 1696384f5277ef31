using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>The spool of one agent: a lane for telemetry and a lane for frames, locked against a second agent.</summary>
public sealed class SpoolFolder : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly FileStream _lock;

    /// <summary>Opens both lanes.</summary>
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
    }

    /// <summary>Telemetry, positions, events, detections and replies.</summary>
    public SpoolLane Telemetry { get; }

    /// <summary>Camera frames.</summary>
    public SpoolLane Frames { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Telemetry.Dispose();
        Frames.Dispose();
        _lock.Dispose();
    }
}
