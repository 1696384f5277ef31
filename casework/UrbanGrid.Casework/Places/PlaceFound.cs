namespace UrbanGrid.Casework.Places;

/// <summary>What the grids say about a point.</summary>
/// <param name="UnitGrid">Unit grid around it, or null outside all of them.</param>
/// <param name="ResponsibilityGrid">Responsibility grid around it, or null.</param>
/// <param name="Community">Community around it, or null.</param>
/// <param name="SubDistrict">Sub-district around it, or null.</param>
/// <param name="NearestRoad">Nearest named road within 200 m, or null.</param>
public sealed record PlaceFound(
    Area? UnitGrid, Area? ResponsibilityGrid, Area? Community, Area? SubDistrict, RoadLine? NearestRoad)
{
    /// <summary>e.g. <c>near Jinhe Avenue, Heyan community</c>; null when nothing is known about the place.</summary>
    public LocalText? Address
    {
        get
        {
            var zh = new List<string>();
            var en = new List<string>();
            if (NearestRoad is { } road)
            {
                zh.Add($"{road.NameZh}附近");
                en.Add($"near {road.NameEn}");
            }

            if ((Community ?? SubDistrict) is { } area)
            {
                zh.Add(area.NameZh);
                en.Add(area.NameEn);
            }

            return zh.Count == 0 ? null : new LocalText(string.Join("，", zh), string.Join(", ", en));
        }
    }
}
