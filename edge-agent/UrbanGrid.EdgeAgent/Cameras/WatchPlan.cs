using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>What detectors run with, and which pictures they were taught with, so that they start anew only when they must.</summary>
/// <param name="Watch">For the detectors.</param>
/// <param name="References">By a cover's name, ids of the pictures it was taught with.</param>
/// <param name="EmptyStreet">Id of the picture of the empty street; null where there is none.</param>
internal sealed record WatchPlan(CameraWatch Watch, IReadOnlyDictionary<string, IReadOnlyList<string>> References, string? EmptyStreet)
{
    /// <summary>Kinds of light the hub keeps of a cover: of more the oldest goes, which is no reason to start anew.</summary>
    private const int ReferencesMax = 6;

    /// <summary>Puts a plan together of an order and the pictures that are here.</summary>
    /// <remarks>
    /// A cover waits until one of its pictures is here: without any it would learn from the next quiet frames how it looks, as one
    /// does that has none, and nobody would have said that it lies there. One that is watched already goes on meanwhile.
    /// </remarks>
    public static WatchPlan Of(string cameraId, CameraOrders orders, PictureShelf shelf, WatchPlan? running = null)
    {
        Dictionary<string, IReadOnlyList<string>> taught = [];
        Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> pictures = [];
        List<CameraCover> covers = [];
        foreach (var cover in orders.Covers)
        {
            var wanted = orders.ReferencesOf(cover.Name);
            var here = wanted.Select(id => (Id: id, Jpeg: shelf.Find(id))).Where(p => p.Jpeg is not null).ToList();
            if (here.Count > 0 || wanted.Count == 0 || running?.Watch.Covers.Contains(cover) is true)
            {
                covers.Add(cover);
                taught[cover.Name] = [.. here.Select(p => p.Id)];
                pictures[cover.Name] = [.. here.Select(p => (ReadOnlyMemory<byte>)p.Jpeg!)];
            }
        }

        var street = orders.EmptyStreet is { } id ? shelf.Find(id) : null;
        var watch = new CameraWatch
        {
            CameraId = cameraId, DisplayName = orders.Name, Zones = orders.Zones, Covers = covers, CoverReferences = pictures, EmptyReference = street,
        };
        return new WatchPlan(orders.TimeZone is { } zone ? watch with { TimeZone = zone } : watch, taught, street is null ? null : orders.EmptyStreet);
    }

    /// <summary>Whether detectors that run with this plan do what the next one wants.</summary>
    public bool Does(WatchPlan next) =>
        Key == next.Key && next.References.All(r => References.GetValueOrDefault(r.Key, []) is var known
            && r.Value.All(known.Contains) && (known.All(r.Value.Contains) || r.Value.Count >= ReferencesMax));

    /// <summary>The plan after a cover was taught with one more picture.</summary>
    public WatchPlan Taught(string cover, string picture) => this with
    {
        References = new Dictionary<string, IReadOnlyList<string>>(References) { [cover] = [.. References.GetValueOrDefault(cover, []), picture] },
    };

    private string Key => JsonSerializer.Serialize(
        new { Watch.DisplayName, Zone = Watch.TimeZone.Id, Zones = JsonSerializer.Serialize(Watch.Zones, WireJson.Default.IReadOnlyListCameraZone), Covers = JsonSerializer.Serialize(Watch.Covers, WireJson.Default.IReadOnlyListCameraCover), EmptyStreet });
}
