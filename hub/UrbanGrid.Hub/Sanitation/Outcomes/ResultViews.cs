using UrbanGrid.Casework;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>Answer of <c>GET /sanitation/plans/{id}/result</c>.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Date">yyyy-MM-dd.</param>
/// <param name="IsOn">Whether the plan is carried out on the day; if not, there are no figures.</param>
/// <param name="ComputedAt">When this was found out, Unix ms.</param>
/// <param name="Over">Whether all its hours are over.</param>
/// <param name="Figures">All in figures.</param>
/// <param name="Parts">Routes, then areas.</param>
/// <param name="Stops">Collection points.</param>
/// <param name="Vehicles">Vehicles.</param>
/// <param name="Map">Covered, late, missed and open stretches as GeoJSON.</param>
public sealed record ResultView(
    Named Plan, string Date, bool IsOn, long ComputedAt, bool Over, DayFigures Figures, IReadOnlyList<PartDay> Parts, IReadOnlyList<StopView> Stops,
    IReadOnlyList<VehicleWorkView> Vehicles, StretchMap Map)
{
    /// <summary>A result in the form of the contract.</summary>
    public static ResultView Of(PlanDay day, DeviceDirectory devices) => new(
        new Named(day.Plan.Id, day.Plan.Name), CityDays.Text(day.Day), true, day.ComputedAt, day.ComputedAt >= day.Until, day.Figures, day.Parts,
        [.. day.Stops.Select(s => StopView.Of(s, devices))],
        [.. day.Vehicles.Select(v => new VehicleWorkView(v.Id, devices.NameOf(v.Id), v.DrivenM, v.Fixes, v.FirstAt, v.LastAt))],
        StretchMap.Of(day.Stretches));

    /// <summary>Of a day without work.</summary>
    public static ResultView Free(WorkPlan plan, DateOnly day, long now) =>
        new(new Named(plan.Id, plan.Name), CityDays.Text(day), false, now, true, DayFigures.None, [], [], [], StretchMap.Of([]));
}

/// <summary>A collection point.</summary>
/// <param name="Name">Name.</param>
/// <param name="Owner">Whose refuse it is.</param>
/// <param name="Lon">Degrees east.</param>
/// <param name="Lat">Degrees north.</param>
/// <param name="State">How it stands.</param>
/// <param name="At">When it was served, Unix ms; null if it was not.</param>
/// <param name="Vehicle">By whom.</param>
/// <param name="ByBin">Whether that is known by a bin that was read; else a vehicle stood there.</param>
/// <param name="Bins">Bins that belong there, and what was read of each.</param>
public sealed record StopView(
    LocalText Name, string? Owner, double Lon, double Lat, PieceState State, long? At, Named? Vehicle, bool ByBin, IReadOnlyList<StopBinView> Bins)
{
    /// <summary>A point in the form of the contract.</summary>
    public static StopView Of(StopDay day, DeviceDirectory devices) => new(
        day.Stop.Name, day.Stop.Owner, day.Stop.Lon, day.Stop.Lat, day.State, day.Visit?.At,
        day.Visit is { } visit ? new Named(visit.Vehicle, devices.NameOf(visit.Vehicle)) : null, day.Visit?.ByBin ?? false,
        [
            .. day.Stop.Bins.Select(tag =>
            {
                var read = day.Bins.Where(b => b.Tag == tag).ToList();
                return new StopBinView(tag, read.Count, read.Any(b => b.WeightKg is not null) ? read.Sum(b => b.WeightKg ?? 0) : null, read.Count > 0 ? read[^1].At : null);
            }),
        ]);
}

/// <summary>A bin of a collection point.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Times">How often it was read.</param>
/// <param name="WeightKg">What it weighed, all times together; null if it was never weighed.</param>
/// <param name="At">When it was read last, Unix ms.</param>
public sealed record StopBinView(string Tag, int Times, double? WeightKg, long? At);

/// <summary>A vehicle of the plan.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Name">Name.</param>
/// <param name="DrivenM">Metres it drove on the day.</param>
/// <param name="Fixes">Fixes it sent.</param>
/// <param name="FirstAt">First of them, Unix ms.</param>
/// <param name="LastAt">Last of them.</param>
public sealed record VehicleWorkView(string Id, LocalText Name, double DrivenM, int Fixes, long? FirstAt, long? LastAt);

/// <summary>Stretches as a GeoJSON FeatureCollection.</summary>
/// <param name="Type"><c>FeatureCollection</c>.</param>
/// <param name="Features">Stretches.</param>
public sealed record StretchMap(string Type, IReadOnlyList<StretchFeature> Features)
{
    /// <summary>Stretches in the form of the contract.</summary>
    public static StretchMap Of(IEnumerable<Stretch> stretches) => new("FeatureCollection", [.. stretches.Select(StretchFeature.Of)]);
}

/// <summary>A stretch as a GeoJSON Feature.</summary>
/// <param name="Type"><c>Feature</c>.</param>
/// <param name="Properties">How it stands.</param>
/// <param name="Geometry">Where.</param>
public sealed record StretchFeature(string Type, StretchProperties Properties, StretchGeometry Geometry)
{
    /// <summary>A stretch in the form of the contract.</summary>
    public static StretchFeature Of(Stretch stretch) => new(
        "Feature", new StretchProperties(stretch.Part, stretch.State, stretch.Passes),
        stretch.IsArea ? new StretchGeometry("Polygon", new[] { stretch.Points }) : new StretchGeometry("LineString", stretch.Points));
}

/// <summary>How a stretch stands.</summary>
/// <param name="Part">Index of the route or area.</param>
/// <param name="State">State.</param>
/// <param name="Passes">How often it was passed.</param>
public sealed record StretchProperties(int Part, PieceState State, int Passes);

/// <summary>A GeoJSON geometry.</summary>
/// <param name="Type"><c>LineString</c> or <c>Polygon</c>.</param>
/// <param name="Coordinates">Longitude, latitude.</param>
public sealed record StretchGeometry(string Type, object Coordinates);
