using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>What a city's folder holds, read and checked.</summary>
internal sealed record CityTables(
    IReadOnlyList<Area> Areas,
    IReadOnlyList<RoadLine> Roads,
    IReadOnlyList<CityComponent> Components,
    IReadOnlyList<Department> Departments,
    IReadOnlyList<Responsibility> Responsibilities,
    IReadOnlyList<CalendarDay> CalendarDays,
    IReadOnlyList<PlaceName> Places,
    IReadOnlyList<SeasonHours> Seasons);
