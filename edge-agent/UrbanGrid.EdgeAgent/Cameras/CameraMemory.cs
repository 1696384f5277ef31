using System.Text;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Fixtures;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// What the detectors of one camera must not forget over a restart of the agent: what belongs in its picture, how its view
/// looks, and which alarms they told that have not ended. What cannot be read counts as nothing.
/// </summary>
public sealed class CameraMemory(string folder)
{
    private readonly string _fixtures = Path.Combine(folder, "fixtures.json");
    private readonly string _view = Path.Combine(folder, "view.bin");
    private readonly string _alarms = Path.Combine(folder, "alarms.json");

    /// <summary>The watch with what is known; how the view looks only if zones and covers are those of that time.</summary>
    public CameraWatch Recall(CameraWatch watch)
    {
        var drawing = Encoding.ASCII.GetBytes(watch.Drawing);
        var known = File.Exists(_view) ? File.ReadAllBytes(_view) : [];
        return watch with { Fixtures = Fixtures(), View = known.AsSpan().StartsWith(drawing) ? known.AsMemory(drawing.Length) : default };
    }

    /// <summary>Alarms that were told and had not ended, without their pictures.</summary>
    public IReadOnlyList<Alarm> Alarms => Read<List<Alarm>>(_alarms) ?? [];

    /// <summary>Keeps the alarms that hold.</summary>
    public void Keep(IReadOnlyCollection<Alarm> alarms) => StateFile.Write(_alarms, JsonSerializer.SerializeToUtf8Bytes(alarms));

    /// <summary>Keeps what belongs in the picture.</summary>
    public void Keep(IReadOnlyList<Fixture> fixtures) => StateFile.Write(_fixtures, JsonSerializer.SerializeToUtf8Bytes(fixtures));

    /// <summary>Something belongs in the picture of which nobody knows yet what it looks like.</summary>
    public void Add(Fixture fixture) => Keep([.. Fixtures(), fixture]);

    /// <summary>Keeps how the view of a watch looks.</summary>
    public void Keep(CameraWatch watch, byte[] view) => StateFile.Write(_view, [.. Encoding.ASCII.GetBytes(watch.Drawing), .. view]);

    private List<Fixture> Fixtures() => Read<List<Fixture>>(_fixtures) ?? [];

    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
