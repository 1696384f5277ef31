using System.Text.Json.Serialization;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>An area that vehicles are judged by (电子围栏), as people draw it; immutable snapshot.</summary>
public sealed record Geofence
{
    /// <summary>Id, letters, digits, '-' and '_'; given by the register if it is empty when the area is made.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalName Name { get; init => field = value ?? new LocalName("", ""); } = new("", "");

    /// <summary>What it is for, one of <see cref="GeofenceKind"/>.</summary>
    public string Kind { get; init => field = value ?? ""; } = "";

    /// <summary>Where it is.</summary>
    public GeofenceShape Shape { get; init => field = value ?? new GeofenceShape(); } = new();

    /// <summary>Whose business it is.</summary>
    public VehicleSelection Vehicles { get; init => field = value ?? new VehicleSelection(); } = new();

    /// <summary>When it counts, city time; empty for always.</summary>
    public IReadOnlyList<GeofenceHours> Hours { get; init => field = value ?? []; } = [];

    /// <summary>Speed limit inside, km/h; null for none of its own.</summary>
    public double? SpeedLimitKmh { get; init; }

    /// <summary>Speed limit inside of a loaded vehicle, km/h; null for the same.</summary>
    public double? LoadedSpeedLimitKmh { get; init; }

    /// <summary>Seconds a vehicle has to be inside to count as inside.</summary>
    public double EnterDwellS { get; init; } = 10;

    /// <summary>Seconds it has to be outside to count as gone.</summary>
    public double LeaveDwellS { get; init; } = 10;

    /// <summary>Which comings and goings are kept in the vehicles' history.</summary>
    public GeofenceTelling Tell { get; init => field = value ?? new GeofenceTelling(); } = new();

    /// <summary>Whether it counts at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Counts its changes from 1; a change that names another one than the present is refused.</summary>
    public long Version { get; init; }
}

/// <summary>A shape on the ground; coordinates are [longitude, latitude] in WGS-84 degrees.</summary>
public sealed record GeofenceShape
{
    /// <summary>A closed line.</summary>
    public const string Polygon = "polygon";

    /// <summary>A place and what is around it.</summary>
    public const string Circle = "circle";

    /// <summary>A line with a width.</summary>
    public const string Corridor = "corridor";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Polygon, Circle, Corridor];

    /// <summary>Which of them.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Corners of a polygon, closed or not; way of a corridor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<double>>? Points { get; init; }

    /// <summary>Middle of a circle.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Centre { get; init; }

    /// <summary>Radius of a circle, metres.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RadiusM { get; init; }

    /// <summary>Width of a corridor from side to side, metres: 100 for the 50 m either way of a route.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WidthM { get; init; }
}

/// <summary>Vehicles by kind, department or id; whoever is named by one of the three is meant, and all if none is.</summary>
public sealed record VehicleSelection
{
    /// <summary>Kinds of vehicles, e.g. <c>muck</c>.</summary>
    public IReadOnlyList<string> Kinds { get; init => field = value ?? []; } = [];

    /// <summary>Codes of departments.</summary>
    public IReadOnlyList<string> Departments { get; init => field = value ?? []; } = [];

    /// <summary>Device ids.</summary>
    public IReadOnlyList<string> Ids { get; init => field = value ?? []; } = [];

    /// <summary>Whether every vehicle is meant.</summary>
    [JsonIgnore]
    public bool IsEverybody => Kinds.Count + Departments.Count + Ids.Count == 0;
}

/// <summary>A span of the day on some days of the week, city time. One that crosses midnight belongs to the day it begins on.</summary>
public sealed record GeofenceHours
{
    /// <summary>Days on which the span begins, 1 (Monday) to 7; empty for every day.</summary>
    public IReadOnlyList<int> Days { get; init => field = value ?? []; } = [];

    /// <summary>Begin, <c>HH:mm</c>, inclusive.</summary>
    public string From { get; init => field = value ?? ""; } = "";

    /// <summary>End, <c>HH:mm</c>, exclusive; the same as <see cref="From"/> for the whole day.</summary>
    public string To { get; init => field = value ?? ""; } = "";
}

/// <summary>What is told of an area.</summary>
public sealed record GeofenceTelling
{
    /// <summary>That a vehicle entered, or is inside when the area's hours begin.</summary>
    public bool Enter { get; init; }

    /// <summary>That a vehicle left, is inside when its hours end, or, of the vehicles the area names, is outside when they begin.</summary>
    public bool Leave { get; init; }

    /// <summary>That a vehicle passed through between two fixes.</summary>
    public bool Cross { get; init; }
}
