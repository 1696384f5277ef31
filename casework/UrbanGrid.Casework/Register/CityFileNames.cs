namespace UrbanGrid.Casework.Register;

/// <summary>Files of a city's folder that the casework reads; <c>deploy/sample-city/README.md</c> describes them.</summary>
public static class CityFileNames
{
    /// <summary>区县.</summary>
    public const string Districts = "districts.geojson";

    /// <summary>街道.</summary>
    public const string SubDistricts = "sub-districts.geojson";

    /// <summary>社区.</summary>
    public const string Communities = "communities.geojson";

    /// <summary>责任网格.</summary>
    public const string ResponsibilityGrids = "responsibility-grids.geojson";

    /// <summary>单元网格.</summary>
    public const string UnitGrids = "grids.geojson";

    /// <summary>Street centre lines.</summary>
    public const string Roads = "roads.geojson";

    /// <summary>部件.</summary>
    public const string Components = "components.csv";

    /// <summary>Points of interest and house numbers; a city may do without.</summary>
    public const string Places = "places.csv";

    /// <summary>专业部门.</summary>
    public const string Departments = "departments.csv";

    /// <summary>权责清单.</summary>
    public const string Responsibilities = "responsibilities.csv";

    /// <summary>Holidays and 调休 days.</summary>
    public const string Calendar = "calendar.csv";

    /// <summary>Working hours of parts of the year; a city may do without.</summary>
    public const string Seasons = "working-hours.csv";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Districts, SubDistricts, Communities, ResponsibilityGrids, UnitGrids, Roads, Components, Places, Departments,
        Responsibilities, Calendar, Seasons,
    ];
}
