using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// How a camera is watched now: what its settings say until the hub sends something else, which is kept over restarts.
/// Privacy zones of the settings always hold: the hub can add to them and not take them away.
/// </summary>
public sealed class CameraOrders
{
    private readonly CameraSettings _settings;
    private readonly string _file;
    private WatchOrder? _sent;

    /// <summary>Reads what is kept.</summary>
    public CameraOrders(CameraSettings settings, string folder)
    {
        (_settings, _file) = (settings, Path.Combine(folder, "watch.json"));
        try
        {
            _sent = File.Exists(_file) ? JsonSerializer.Deserialize(File.ReadAllBytes(_file), WireJson.Default.WatchOrder) : null;
        }
        catch (JsonException)
        {
            // Not written by this program: the hub sends it again when it changes, and the settings hold until then.
        }
    }

    /// <summary>Whether detectors run here.</summary>
    public bool DetectsHere => (_sent?.Detect ?? _settings.Detect) == "edge";

    /// <summary>Name drawn into evidence; null for the id.</summary>
    public string? Name => _sent?.Name;

    /// <summary>Zone of hours and drawn times; null for the usual one.</summary>
    public TimeZoneInfo? TimeZone => _sent?.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>Zones to watch.</summary>
    public IReadOnlyList<CameraZone> Zones =>
        _sent is null ? _settings.Zones : [.. _sent.Zones, .. _settings.Zones.Where(z => z.Purpose == ZonePurpose.Privacy && !_sent.Zones.Any(s => Hides(s, z)))];

    /// <summary>Manhole covers to watch.</summary>
    public IReadOnlyList<CameraCover> Covers => _sent?.Covers ?? [];

    /// <summary>Id of the picture of the empty street; null for none.</summary>
    public string? EmptyStreet => _sent?.EmptyStreet;

    /// <summary>Ids of all pictures that the order names.</summary>
    public IEnumerable<string> Pictures => Covers.SelectMany(c => ReferencesOf(c.Name)).Concat(EmptyStreet is { } street ? [street] : []);

    /// <summary>Ids of pictures in which a cover is as it should be.</summary>
    public IReadOnlyList<string> ReferencesOf(string cover) => _sent?.References?.GetValueOrDefault(cover) ?? [];

    /// <summary>Takes an order of the hub and keeps it; says why it cannot be used, or null.</summary>
    public string? Take(WatchOrder order)
    {
        if (order.Detect is not ("hub" or "edge"))
        {
            return "watch needs \"detect\": \"hub\" or \"edge\"";
        }

        if ((order.Zones ?? []).FirstOrDefault(z => z is null || z.Polygon is null or { Count: 1 or 2 } || !(z.DwellSeconds > 0)) is { } bad)
        {
            return $"zone '{bad.Name}' has fewer than three corners, or a dwell of no length";
        }

        if ((order.Covers ?? []).FirstOrDefault(c => !IsUsable(c)) is { } cover || (order.Covers ?? []).DistinctBy(c => c.Name).Count() != (order.Covers ?? []).Count)
        {
            return "a cover has no name of its own, or its box does not lie within the picture";
        }

        var pictures = (order.References?.Values.SelectMany(r => r ?? []) ?? []).Concat(order.EmptyStreet is { } street ? [street] : []);
        if (!pictures.All(PictureShelf.IsId))
        {
            return "the id of a picture is no word of letters and digits";
        }

        _sent = order with { Zones = order.Zones ?? [] };
        StateFile.Write(_file, JsonSerializer.SerializeToUtf8Bytes(_sent, WireJson.Default.WatchOrder));
        return null;
    }

    private static bool IsUsable(CameraCover? cover) =>
        cover is { Name.Length: > 0, Box: { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } box } && box.X + box.Width <= 1 && box.Y + box.Height <= 1;

    private static bool Hides(CameraZone one, CameraZone other) =>
        one.Purpose == ZonePurpose.Privacy && (one.Polygon.Count == 0 || one.Polygon.SequenceEqual(other.Polygon));
}
