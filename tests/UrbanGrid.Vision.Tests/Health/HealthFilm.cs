using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests.Health;

/// <summary>Plays drawn pictures into a pipeline, two a second.</summary>
internal sealed class HealthFilm : IDisposable
{
    public const long Start = 1_000_000;
    private const long Every = 500;
    private static readonly SyntheticView View = new();
    private int _index;

    public HealthFilm(CameraWatch? watch = null)
    {
        Pipeline = new FramePipeline(watch ?? new CameraWatch { CameraId = "cam-1" });
    }

    public FramePipeline Pipeline { get; }

    public List<Alarm> Alarms { get; } = [];

    public IReadOnlyList<string> Told => [.. Alarms.Select(a => (a.ClearedAt is null ? "+" : "-") + a.Rule)];

    /// <summary>Seconds played.</summary>
    public double Seconds => _index * Every / 1000.0;

    public HealthFilm Play(double seconds, Lens? lens = null) => Play(seconds, _ => lens ?? new Lens());

    public HealthFilm Play(double seconds, Func<double, Lens> lens, SyntheticView? view = null)
    {
        for (var i = 0; i < seconds * 1000 / Every; i++, _index++)
        {
            var jpeg = (view ?? View).Draw(_index, lens(i * Every / 1000.0));
            Alarms.AddRange(Pipeline.Process(jpeg, Start + (_index * Every)));
        }

        return this;
    }

    /// <summary>When an alarm was raised, seconds of the film.</summary>
    public static double RaisedAt(Alarm alarm) => (alarm.RaisedAt - Start) / 1000.0;

    public void Dispose() => Pipeline.Dispose();
}
