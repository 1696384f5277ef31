namespace UrbanGrid.Casework.Register;

/// <summary>How much of each table a city has.</summary>
/// <param name="UnitGrids">单元网格.</param>
/// <param name="Areas">All areas, unit grids included.</param>
/// <param name="Roads">Named roads.</param>
/// <param name="Components">部件.</param>
/// <param name="Departments">专业部门.</param>
/// <param name="Responsibilities">Rows of the 权责清单.</param>
/// <param name="CalendarDays">Holidays and 调休 days.</param>
/// <param name="Places">Points of interest and house numbers.</param>
public sealed record CityImportResult(
    int UnitGrids,
    int Areas,
    int Roads,
    int Components,
    int Departments,
    int Responsibilities,
    int CalendarDays,
    int Places);
