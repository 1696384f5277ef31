using System.Text;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// What the detectors of one camera must not forget over a restart of the agent: what belongs in its picture, how its view
/// looks, and which alarms they told that have not ended. What cannot be read counts as nothing.
/// </summary>
public sealed class CameraMemory(string folder)
{
    /// <summary>A drawing is a SHA-256 in hexadecimal digits.</summary>
    private const int DrawingBytes = 64;

    private readonly string _fixtures = Path.Combine(folder, "fixtures.json");
    private readonly string _view = Path.Combine(folder, "view.bin");
    private readonly string _handedOver = Path.Combine(folder, "view-handed-over.bin");
    private readonly string _alarms = Path.Combine(folder, "alarms.json");

    /// <summary>The watch with what is known; how the view looks only if zones and covers are those of that time.</summary>
    public CameraWatch Recall(CameraWatch watch)
    {
        var view = View(_view, watch.Drawing);
        return watch with { Fixtures = Fixtures(), View = view.IsEmpty ? View(_handedOver, watch.Drawing) : view };
    }

    /// <summary>What is known, for the hub.</summary>
    public CameraLearned Learned()
    {
        var known = File.Exists(_view) ? File.ReadAllBytes(_view) : [];
        return known.Length > DrawingBytes
            ? new CameraLearned(Fixtures(), Encoding.ASCII.GetString(known, 0, DrawingBytes), known.AsMemory(DrawingBytes))
            : new CameraLearned(Fixtures(), null, default);
    }

    /// <summary>Puts what was learned elsewhere in the place of what was learned here.</summary>
    /// <remarks>
    /// The view lies beside the own one: until the covers have their pictures, detectors run without them, and the view of that time
    /// must not take the place of the one that an operator accepted.
    /// </remarks>
    public void Take(CameraLearned learned)
    {
        Keep(learned.Fixtures);
        File.Delete(_view);
        StateFile.Write(_handedOver, [.. Encoding.ASCII.GetBytes(learned.Drawing ?? ""), .. learned.View.Span]);
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

    private static ReadOnlyMemory<byte> View(string path, string drawing)
    {
        var known = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return known.AsSpan().StartsWith(Encoding.ASCII.GetBytes(drawing)) ? known.AsMemory(drawing.Length) : default;
    }

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
