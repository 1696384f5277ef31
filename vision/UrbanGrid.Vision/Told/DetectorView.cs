using System.Text.Json;
using System.Text.Json.Serialization;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Vision.Told;

/// <summary>What the detectors of a camera think at the moment, as an edge agent tells the hub.</summary>
/// <param name="Overlay">Things that do not move, and zones; null before the first frame.</param>
/// <param name="Covers">How the covers stand.</param>
public sealed record DetectorView(PipelineOverlay? Overlay, IReadOnlyList<CoverStatus> Covers)
{
    /// <summary>Most things that do not move and are told; those that are nearest to an alarm come first.</summary>
    public const int RegionsMax = 100;

    /// <summary>Most zones and most covers; nobody can draw more.</summary>
    public const int DrawnMax = 64;

    /// <summary>What of it fits into a message.</summary>
    public DetectorView Fit() => Overlay?.Regions.Count > RegionsMax
        ? this with
        {
            Overlay = Overlay with
            {
                Regions = [.. Overlay.Regions.OrderByDescending(r => r.State == RegionState.Reported).ThenByDescending(r => r.DwellSeconds).Take(RegionsMax)],
            },
        }
        : this;

    /// <summary>As it goes over the wire.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ToldJson.Default.DetectorView);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is none, or larger than any that is told.</exception>
    public static DetectorView Read(ReadOnlySpan<byte> json)
    {
        var view = JsonSerializer.Deserialize(json, ToldJson.Default.DetectorView);
        return view is { Covers: { Count: <= DrawnMax } covers } && covers.All(c => c is { Name.Length: <= DrawnMax, Warnings: not null, Features.Count: <= DrawnMax })
            && view.Overlay is null or { Regions.Count: <= RegionsMax, Zones.Count: <= DrawnMax }
            && !(view.Overlay?.Regions.Contains(null!) ?? false) && !(view.Overlay?.Zones.Contains(null!) ?? false)
            ? view
            : throw new JsonException("It needs \"covers\" and \"overlay\" with \"regions\" and \"zones\", and not more than a camera can have.");
    }
}

/// <summary>JSON of what detectors tell of themselves: camel case, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DetectorView))]
[JsonSerializable(typeof(CameraLearned))]
internal sealed partial class ToldJson : JsonSerializerContext;
