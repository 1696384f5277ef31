using UrbanGrid.Contracts;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Vision.Tests.Covers;

/// <summary>Plays a drawn street with a cover into the cover detector.</summary>
internal sealed class CoverFilm : IDisposable
{
    public const long Start = 1_000_000;
    private readonly CoverStreet _street;
    private readonly double _framesPerSecond;
    private readonly CoverDetector _detector;
    private readonly StreamClock _clock = new();
    private int _index;

    public CoverFilm(
        double framesPerSecond = 5, int coverWidth = 60, string? componentCode = "3205990103000042", params IEnumerable<byte[]> references)
    {
        (_street, _framesPerSecond) = (new CoverStreet(coverWidth), framesPerSecond);
        _detector = new CoverDetector(
            new CameraWatch
            {
                CameraId = "cam-1",
                Covers = [new CameraCover { Name = "kerb", Box = _street.Box, ComponentCode = componentCode }],
                CoverReferences = new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>
                {
                    ["kerb"] = [.. references.Select(r => (ReadOnlyMemory<byte>)r)],
                },
            },
            new CoverSettings());
    }

    public List<Alarm> Alarms { get; } = [];

    public Alarm[] Raised => [.. Alarms.Where(a => a.ClearedAt is null)];

    public Alarm[] Cleared => [.. Alarms.Where(a => a.ClearedAt is not null)];

    public CoverStatus Status => _detector.Covers[0];

    public long Stamp => Start + (long)Math.Round(_index * 1000 / _framesPerSecond);

    /// <summary>A film whose cover has just been learned.</summary>
    public static CoverFilm Taught(double framesPerSecond = 5)
    {
        var film = new CoverFilm(framesPerSecond);
        film.Play(12, new CoverView());
        return film;
    }

    public void Play(double seconds, CoverView view) => Play(seconds, _ => view);

    /// <summary>Plays on; the view is told how long this part has run.</summary>
    public void Play(double seconds, Func<double, CoverView> view)
    {
        var frames = (int)Math.Round(seconds * _framesPerSecond);
        for (var i = 0; i < frames; i++)
        {
            if (_clock.Advance(Stamp) is { } tick)
            {
                Alarms.AddRange(_detector.Look(_street.Draw(_index, view(i / _framesPerSecond)), tick));
            }

            _index++;
        }
    }

    public void Accept() => _detector.AcceptReference("kerb");

    public void Dispose() => _detector.Dispose();
}
