using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>A plan as it is sent: what is left out is filled in from the table of kinds.</summary>
public sealed record PlanInput
{
    /// <summary>Id of a new plan; left out, the hub makes one.</summary>
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    public LocalText? Name { get; init; }

    /// <summary>Key of the kind of work.</summary>
    public string? Kind { get; init; }

    /// <summary>Department code.</summary>
    public string? Department { get; init; }

    /// <summary>Vehicles.</summary>
    public VehiclesInput? Vehicles { get; init; }

    /// <summary>Weekdays; left out: every day.</summary>
    public IReadOnlyList<int>? Days { get; init; }

    /// <summary>First day, yyyy-MM-dd; left out: today, or as it was.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>Hours.</summary>
    public IReadOnlyList<WorkHours>? Hours { get; init; }

    /// <summary>Passes.</summary>
    public int? Passes { get; init; }

    /// <summary>Metres beside the line.</summary>
    public double? ToleranceM { get; init; }

    /// <summary>km/h.</summary>
    public double? MinKmh { get; init; }

    /// <summary>km/h.</summary>
    public double? MaxKmh { get; init; }

    /// <summary>Only while the terminal says that it works.</summary>
    public bool? NeedsWorking { get; init; }

    /// <summary>Streets.</summary>
    public IReadOnlyList<RouteInput>? Routes { get; init; }

    /// <summary>Areas.</summary>
    public IReadOnlyList<AreaInput>? Areas { get; init; }

    /// <summary>Collection points.</summary>
    public IReadOnlyList<StopInput>? Stops { get; init; }

    /// <summary>Whether it is carried out.</summary>
    public bool? Enabled { get; init; }

    /// <summary>For a change: the version it is made on.</summary>
    public long? Version { get; init; }
}

/// <summary>Vehicles as they are sent.</summary>
public sealed record VehiclesInput(IReadOnlyList<string>? Ids, IReadOnlyList<string>? Kinds);

/// <summary>A route as it is sent: with lines of its own, or with codes of the city's roads.</summary>
public sealed record RouteInput(
    LocalText? Name, int? Grade, IReadOnlyList<WorkHours>? Hours, IReadOnlyList<string>? Roads, IReadOnlyList<IReadOnlyList<double[]>>? Lines);

/// <summary>An area as it is sent.</summary>
public sealed record AreaInput(LocalText? Name, IReadOnlyList<double[]>? Points);

/// <summary>A collection point as it is sent.</summary>
public sealed record StopInput(LocalText? Name, string? Owner, double? Lon, double? Lat, IReadOnlyList<string>? Bins);
