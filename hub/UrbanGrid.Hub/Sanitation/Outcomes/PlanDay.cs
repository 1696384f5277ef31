using UrbanGrid.Casework;
using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>A route or area of a plan, and what came of it.</summary>
/// <param name="Name">Name.</param>
/// <param name="IsArea">Whether it is an area: square metres; else metres.</param>
/// <param name="From">When its hours begin, Unix ms.</param>
/// <param name="To">When its hours are over, Unix ms.</param>
/// <param name="Figures">How much was worked on.</param>
public sealed record PartDay(LocalText Name, bool IsArea, long From, long To, GroundFigures Figures);

/// <summary>A collection point, and what came of it.</summary>
/// <param name="Stop">The point.</param>
/// <param name="State">How it stands.</param>
/// <param name="Visit">How and when it was served; null if it was not.</param>
/// <param name="Bins">Bins read there.</param>
public sealed record StopDay(PlanStop Stop, PieceState State, StopVisit? Visit, IReadOnlyList<BinReading> Bins);

/// <summary>What a vehicle did on the day.</summary>
/// <param name="Id">Device id.</param>
/// <param name="DrivenM">Metres it drove on the day of the calendar.</param>
/// <param name="Fixes">Fixes it sent.</param>
/// <param name="FirstAt">First of them, Unix ms; null if it sent none.</param>
/// <param name="LastAt">Last of them.</param>
public sealed record VehicleWork(string Id, double DrivenM, int Fixes, long? FirstAt, long? LastAt);

/// <summary>A stretch of street or a strip of an area that stands in one way, for the map.</summary>
/// <param name="Part">Index of the route, or after those of the area.</param>
/// <param name="IsArea">Whether it is a strip of an area.</param>
/// <param name="State">How it stands.</param>
/// <param name="Passes">How often it was passed.</param>
/// <param name="Points">Line, or corners of the strip: longitude, latitude.</param>
public sealed record Stretch(int Part, bool IsArea, PieceState State, int Passes, IReadOnlyList<double[]> Points);

/// <summary>What came of a plan on a day.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Day">The day.</param>
/// <param name="ComputedAt">When this was found out, Unix ms.</param>
/// <param name="Until">When nothing can change any more but by fixes that come late, Unix ms.</param>
/// <param name="Figures">All in figures.</param>
/// <param name="Parts">Routes, then areas.</param>
/// <param name="Stops">Collection points.</param>
/// <param name="Vehicles">Vehicles.</param>
/// <param name="Stretches">For the map.</param>
public sealed record PlanDay(
    WorkPlan Plan, DateOnly Day, long ComputedAt, long Until, DayFigures Figures, IReadOnlyList<PartDay> Parts, IReadOnlyList<StopDay> Stops,
    IReadOnlyList<VehicleWork> Vehicles, IReadOnlyList<Stretch> Stretches);
