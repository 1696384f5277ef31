namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>What an area is for; the names are part of the interface.</summary>
public static class GeofenceKind
{
    /// <summary>Where muck is loaded (装载点, 工地).</summary>
    public const string LoadingSite = "loading_site";

    /// <summary>Where it may be tipped (消纳场).</summary>
    public const string DumpSite = "dump_site";

    /// <summary>Where vehicles may not be, during the area's hours (禁行区).</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Where, and at which hours, its vehicles work (作业区域).</summary>
    public const string WorkArea = "work_area";

    /// <summary>The way its vehicles have to take (核准路线), a corridor.</summary>
    public const string Route = "route";

    /// <summary>Where a speed limit of its own holds (限速区).</summary>
    public const string SpeedArea = "speed_area";

    /// <summary>Where vehicles park (停车场).</summary>
    public const string Depot = "depot";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [LoadingSite, DumpSite, Forbidden, WorkArea, Route, SpeedArea, Depot];

    /// <summary>Whether a loaded truck may stop, lift and lose its load there.</summary>
    public static bool IsSite(string kind) => kind is LoadingSite or DumpSite or Depot;
}
