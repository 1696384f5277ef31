using UrbanGrid.Casework;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>A plan of sanitation work (作业计划): what is to be worked on, by which vehicles, on which days and when.</summary>
public sealed record WorkPlan
{
    /// <summary>Id; letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Key of its <see cref="WorkKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Code of the department that answers for it; null if none does.</summary>
    public string? Department { get; init; }

    /// <summary>Who works.</summary>
    public required PlanVehicles Vehicles { get; init; }

    /// <summary>Days of the week, 1 Monday to 7 Sunday.</summary>
    public required IReadOnlyList<int> Days { get; init; }

    /// <summary>First day (生效日期): nobody missed what was not planned yet.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>When work is in time; none: by the grade of each route, or the whole day.</summary>
    public IReadOnlyList<WorkHours> Hours { get; init; } = [];

    /// <summary>How often everything is to be worked on.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>How far from the line, metres.</summary>
    public required double ToleranceM { get; init; }

    /// <summary>Slowest driving that counts, km/h.</summary>
    public required double MinKmh { get; init; }

    /// <summary>Fastest driving that counts, km/h.</summary>
    public required double MaxKmh { get; init; }

    /// <summary>Whether only fixes count at which the terminal says that brushes, nozzle or arm are at work (attribute <c>working</c>).</summary>
    public bool NeedsWorking { get; init; }

    /// <summary>Streets to drive along.</summary>
    public IReadOnlyList<PlanRoute> Routes { get; init; } = [];

    /// <summary>Areas to be covered.</summary>
    public IReadOnlyList<PlanArea> Areas { get; init; } = [];

    /// <summary>Points to stop at (收集点).</summary>
    public IReadOnlyList<PlanStop> Stops { get; init; } = [];

    /// <summary>Whether it is carried out at present.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Whether there is work on a day.</summary>
    public bool IsOn(DateOnly day) => Enabled && day >= ValidFrom && Days.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);
}

/// <summary>Vehicles of a plan: those named, and all of the kinds named.</summary>
/// <param name="Ids">Device ids.</param>
/// <param name="Kinds">Values of the devices' attribute <c>kind</c>, e.g. <c>sanitation</c>.</param>
public sealed record PlanVehicles(IReadOnlyList<string> Ids, IReadOnlyList<string> Kinds)
{
    /// <summary>Attribute of a device that says what kind of vehicle it is.</summary>
    public const string KindAttribute = "kind";

    /// <summary>The ids, of the kinds' vehicles as they are registered now.</summary>
    public IReadOnlyList<string> In(DeviceRegistry registry) => Kinds.Count == 0
        ? Ids
        : [.. Ids.Union(registry.All.Where(d => d.Text(KindAttribute) is { } kind && Kinds.Contains(kind)).Select(d => d.Id), StringComparer.Ordinal)];
}

/// <summary>Hours of the city's day; where the end is not after the begin, it is of the next day.</summary>
/// <param name="From">HH:mm.</param>
/// <param name="To">HH:mm; 24:00 is the end of the day.</param>
public sealed record WorkHours(string From, string To);

/// <summary>Streets that are driven along (作业路线).</summary>
/// <param name="Name">Name.</param>
/// <param name="Grade">Grade of the road (保洁等级), 1 to 4; null if it has none.</param>
/// <param name="Hours">Its own hours; none: those of the plan.</param>
/// <param name="Roads">Codes of the city's roads it was made of; none if it was drawn.</param>
/// <param name="Lines">Its lines, [longitude, latitude] each, WGS-84.</param>
public sealed record PlanRoute(
    LocalText Name, int? Grade, IReadOnlyList<WorkHours> Hours, IReadOnlyList<string> Roads, IReadOnlyList<IReadOnlyList<double[]>> Lines);

/// <summary>An area that is covered (作业区域).</summary>
/// <param name="Name">Name.</param>
/// <param name="Points">Its corners, [longitude, latitude] each, WGS-84.</param>
public sealed record PlanArea(LocalText Name, IReadOnlyList<double[]> Points);

/// <summary>A collection point (收集点) and the bins that stand there.</summary>
/// <param name="Name">Name.</param>
/// <param name="Owner">Enterprise or household whose refuse it is (来源单位); null if nobody in particular.</param>
/// <param name="Lon">Degrees east.</param>
/// <param name="Lat">Degrees north.</param>
/// <param name="Bins">RFID tags of its bins.</param>
public sealed record PlanStop(LocalText Name, string? Owner, double Lon, double Lat, IReadOnlyList<string> Bins);
