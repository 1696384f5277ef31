using System.Diagnostics.Metrics;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The cameras' figures for Prometheus, labelled by camera; of a large city the first of them only.</summary>
public sealed class CameraMetrics : IDisposable
{
    /// <summary>Cameras that get series of their own: more would make each scrape slow.</summary>
    private const int CamerasMax = 500;

    private readonly Meter _meter = new("UrbanGrid.Hub.Cameras");
    private readonly CameraDesk _desk;

    /// <summary>Makes the instruments.</summary>
    public CameraMetrics(CameraDesk desk)
    {
        _desk = desk;
        Gauge("urbangrid.camera.frames_per_second", "Frames that came, per second.", f => f.FramesPerSecond);
        Gauge("urbangrid.camera.looked_per_second", "Frames looked at, per second.", f => f.LookedPerSecond);
        Gauge("urbangrid.camera.latency_ms", "From a frame's stamp until it was looked at, ms.", f => f.LatencyMs);
        Gauge("urbangrid.camera.cpu_ms", "Processor time for one frame, ms.", f => f.CpuMs);
        Gauge("urbangrid.camera.frames_dropped", "Frames left out because the detector fell behind.", f => f.Dropped);
        Gauge("urbangrid.camera.suspended", "1 while the picture is no good and nothing is judged on it.", f => f.Suspended ? 1 : 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<CameraFigures, double?> read) =>
        _meter.CreateObservableGauge(
            name,
            () => _desk.ListFigures(CamerasMax)
                .Where(c => read(c.Figures) is not null)
                .Select(c => new Measurement<double>(read(c.Figures)!.Value, new KeyValuePair<string, object?>("camera", c.CameraId)))
                .ToList(),
            description: description);
}
