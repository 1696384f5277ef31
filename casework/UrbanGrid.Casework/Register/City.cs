using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Places.Geocoding;

namespace UrbanGrid.Casework.Register;

/// <summary>The city as it was at its last import: read-only, shared by everybody who works.</summary>
public sealed class City
{
    private readonly Lazy<PlaceFinder> _finder;

    internal City(
        long revision,
        IReadOnlyList<Area> areas,
        IReadOnlyList<RoadLine> roads,
        IReadOnlyList<CityComponent> components,
        IReadOnlyList<Department> departments,
        IReadOnlyList<Responsibility> responsibilities,
        IReadOnlyList<PlaceName> places,
        WorkingCalendar calendar)
    {
        Revision = revision;
        Areas = areas;
        Roads = roads;
        Components = components.ToDictionary(c => c.Code);
        Departments = departments.ToDictionary(d => d.Code);
        Calendar = calendar;
        Places = places;
        Responsibilities = responsibilities;
        _finder = new Lazy<PlaceFinder>(() => new PlaceFinder(places, roads, areas, components));
        Index = new GridIndex(areas, roads, components);
        Advisor = new DispatchAdvisor(Components, Departments, responsibilities);
    }

    /// <summary>Grows with every import.</summary>
    public long Revision { get; }

    /// <summary>Districts, sub-districts, communities, unit and responsibility grids.</summary>
    public IReadOnlyList<Area> Areas { get; }

    /// <summary>Named roads.</summary>
    public IReadOnlyList<RoadLine> Roads { get; }

    /// <summary>Components by code.</summary>
    public IReadOnlyDictionary<string, CityComponent> Components { get; }

    /// <summary>Departments by code.</summary>
    public IReadOnlyDictionary<string, Department> Departments { get; }

    /// <summary>Rows of the 权责清单.</summary>
    public IReadOnlyList<Responsibility> Responsibilities { get; }

    /// <summary>Points of interest and house numbers.</summary>
    public IReadOnlyList<PlaceName> Places { get; }

    /// <summary>Text → places; made when it is first asked for.</summary>
    public PlaceFinder Finder => _finder.Value;

    /// <summary>Working time.</summary>
    public WorkingCalendar Calendar { get; }

    /// <summary>Point → place.</summary>
    public GridIndex Index { get; }

    internal DispatchAdvisor Advisor { get; }
}
