using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles;

/// <summary>
/// Every threshold of the chain (<see cref="Chain.VehicleChain"/>). The defaults hold for all vehicles, <see cref="Kinds"/> changes
/// them for a kind, and a device's attributes (<c>vehicle.stop_s</c> …) for itself. Seconds, metres and km/h as the names say.
/// </summary>
public sealed record VehicleSettings
{
    /// <summary>Device attribute that names the kind.</summary>
    public const string KindAttribute = "kind";

    /// <summary>Longest wait of a fix for one that is older, seconds. Traccar 6's default (server.buffering.threshold).</summary>
    public double ReorderS { get; init; } = 3;

    /// <summary>Fixes that wait at most; the oldest gives way.</summary>
    public int ReorderFixes { get; init; } = 256;

    /// <summary>Horizontal dilution of precision above which a fix is left out.</summary>
    public double MaxHdop { get; init; } = 10;

    /// <summary>Satellites below which a fix is left out; three give no height and a poor place.</summary>
    public double MinSatellites { get; init; } = 4;

    /// <summary>Faster than this it cannot have driven: the fix is a jump.</summary>
    public double MaxKmh { get; init; } = 160;

    /// <summary>Metres by which two fixes may be off, however little time lies between them.</summary>
    public double JumpSlackM { get; init; } = 100;

    /// <summary>Fixes in a row at a new place until it is believed.</summary>
    public int JumpFixes { get; init; } = 3;

    /// <summary>Below this speed a driving vehicle stands.</summary>
    public double StillKmh { get; init; } = 2;

    /// <summary>From this speed a standing vehicle drives.</summary>
    public double StartKmh { get; init; } = 5;

    /// <summary>Metres a standing vehicle must be away as well, before its speed alone is believed.</summary>
    public double StartM { get; init; } = 10;

    /// <summary>Metres a standing vehicle's fixes wander without having moved.</summary>
    public double DriftM { get; init; } = 50;

    /// <summary>The same with its engine off, when nobody needs to notice a small move at once.</summary>
    public double DriftEngineOffM { get; init; } = 150;

    /// <summary>Fixes in a row outside that circle until it has moved, whatever its speed says.</summary>
    public int DriftFixes { get; init; } = 2;

    /// <summary>Metres between two counted places of a terminal that sends no speed.</summary>
    public double StepM { get; init; } = 25;

    /// <summary>Seconds without such a step until it stands.</summary>
    public double StepS { get; init; } = 60;

    /// <summary>Seconds between two fixes up to which speed times time is better than the straight line.</summary>
    public double SpeedSpanS { get; init; } = 10;

    /// <summary>Seconds between two fixes from which the terminal's own odometer is better than the straight line.</summary>
    public double OdometerSpanS { get; init; } = 60;

    /// <summary>Seconds of driving until the state is moving.</summary>
    public double MoveHoldS { get; init; } = 5;

    /// <summary>Metres driven at once that make it moving without that wait.</summary>
    public double MoveM { get; init; } = 50;

    /// <summary>Seconds of standing until the state is no longer moving; a red light is shorter or longer.</summary>
    public double StandHoldS { get; init; } = 20;

    /// <summary>Metres from which a drive is a trip. Traccar 6: 200.</summary>
    public double TripM { get; init; } = 200;

    /// <summary>Seconds from which it is one, however short. Traccar 6: 180.</summary>
    public double TripS { get; init; } = 180;

    /// <summary>Seconds of standing that end a trip and make a stop. Traccar 6: 180.</summary>
    public double StopS { get; init; } = 180;

    /// <summary>Seconds without a fix that end a trip. Traccar 6: 3,600.</summary>
    public double GapS { get; init; } = 3_600;

    /// <summary>Longest time between two fixes that counts as driving, idling or engine hours.</summary>
    public double SpanS { get; init; } = 600;

    /// <summary>Settings of a kind of vehicle where they are not the defaults. The figures are ours: sweepers and sprinklers work at walking pace.</summary>
    public static IReadOnlyDictionary<string, VehicleSettings> Kinds { get; } = new Dictionary<string, VehicleSettings>(StringComparer.Ordinal)
    {
        ["sanitation"] = new() { MaxKmh = 120, StillKmh = 1.5, StartKmh = 3 },
        ["sprinkler"] = new() { MaxKmh = 120, StillKmh = 1.5, StartKmh = 3 },
        ["muck"] = new() { MaxKmh = 130 },
    };

    private static readonly VehicleSettings Default = new();

    /// <summary>Attribute, smallest and largest value that means anything, and what it sets.</summary>
    private static readonly (string Attribute, double Min, double Max, Func<VehicleSettings, double, VehicleSettings> Set)[] Overrides =
    [
        ("vehicle.reorder_s", 0, 60, (s, v) => s with { ReorderS = v }),
        ("vehicle.max_hdop", 1, 100, (s, v) => s with { MaxHdop = v }),
        ("vehicle.min_satellites", 0, 20, (s, v) => s with { MinSatellites = v }),
        ("vehicle.max_kmh", 10, 1_000, (s, v) => s with { MaxKmh = v }),
        ("vehicle.still_kmh", 0, 30, (s, v) => s with { StillKmh = v }),
        ("vehicle.start_kmh", 0, 30, (s, v) => s with { StartKmh = v }),
        ("vehicle.drift_m", 5, 1_000, (s, v) => s with { DriftM = v }),
        ("vehicle.drift_engine_off_m", 5, 1_000, (s, v) => s with { DriftEngineOffM = v }),
        ("vehicle.move_hold_s", 0, 600, (s, v) => s with { MoveHoldS = v }),
        ("vehicle.stand_hold_s", 0, 3_600, (s, v) => s with { StandHoldS = v }),
        ("vehicle.trip_m", 0, 10_000, (s, v) => s with { TripM = v }),
        ("vehicle.trip_s", 0, 3_600, (s, v) => s with { TripS = v }),
        ("vehicle.stop_s", 10, 86_400, (s, v) => s with { StopS = v }),
        ("vehicle.gap_s", 60, 86_400, (s, v) => s with { GapS = v }),
    ];

    /// <summary>The settings of a device; an attribute outside what means anything is as if it were not there.</summary>
    public static VehicleSettings Of(Device device)
    {
        var settings = device.Text(KindAttribute) is { } kind && Kinds.TryGetValue(kind, out var ofKind) ? ofKind : Default;
        foreach (var (attribute, min, max, set) in Overrides)
        {
            if (device.Number(attribute) is { } value && value >= min && value <= max)
            {
                settings = set(settings, value);
            }
        }

        return settings;
    }
}
