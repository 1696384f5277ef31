using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Tests;

/// <summary>Plays a drawn film into a pipeline, five frames a second.</summary>
internal sealed class StreetFilm(FramePipeline pipeline) : IDisposable
{
    public const int FramesPerSecond = 5;

    private static readonly SyntheticStreet Street = new();
    private int _index;

    public List<Alarm> Alarms { get; } = [];

    public IEnumerable<Alarm> Raised => Alarms.Where(a => a.ClearedAt is null);

    public double Seconds => _index / (double)FramesPerSecond;

    public static StreetFilm Watching(double dwellSeconds, ZonePurpose purpose = ZonePurpose.Dumping) =>
        new(new FramePipeline(new CameraWatch
        {
            CameraId = "cam-1",
            Zones = [new CameraZone { Name = "pavement", Purpose = purpose, Polygon = [], DwellSeconds = dwellSeconds }],
        }));

    /// <summary>Stamp of the film's first frame, Unix ms: Thursday, 08:16:40 in Shanghai.</summary>
    public const long FirstStamp = 1_000_000;

    /// <summary>A film of a camera that is watched in a way of one's own.</summary>
    public static StreetFilm Of(CameraWatch watch, AskThing? things = null) => new(new FramePipeline(watch, things));

    /// <summary>A picture of the street as it is drawn.</summary>
    public static byte[] Picture(params Thing[] things) => Street.Draw(1_000, 1, things);

    public FramePipeline Pipeline => pipeline;

    /// <summary>Plays on for some seconds; the scene is told how long it has run.</summary>
    public void Play(double seconds, Func<double, IEnumerable<Thing>> scene, double light = 1)
    {
        var frames = (int)(seconds * FramesPerSecond);
        for (var i = 0; i < frames; i++)
        {
            var jpeg = Street.Draw(_index, light, scene(i / (double)FramesPerSecond));
            Alarms.AddRange(pipeline.Process(jpeg, FirstStamp + (_index * 1000L / FramesPerSecond)));
            _index++;
        }
    }

    /// <summary>Somebody walks in from the left and out again; a bag stands at 300,200 from the moment he turns, 4 s in.</summary>
    public void BringBag()
    {
        Play(4, t => [SyntheticStreet.Person(-40 + (int)(t * 78), 150)]);
        Play(4, t => [SyntheticStreet.Bag(300, 200), SyntheticStreet.Person(272 - (int)(t * 78), 150)]);
    }

    public void Dispose() => pipeline.Dispose();
}
