namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>Names of the rules on vehicles, as alarms and attributes have them.</summary>
public static class VehicleRuleKey
{
    /// <summary>In a forbidden area during its hours (闯禁区).</summary>
    public const string ForbiddenArea = "forbidden_area";

    /// <summary>Off its route: the driver is to be reminded (偏离路线提醒); an event, no alarm.</summary>
    public const string OffRouteReminder = "off_route_reminder";

    /// <summary>Off its route and not back in time (偏离路线).</summary>
    public const string OffRoute = "off_route";

    /// <summary>Off its route for long (严重偏离路线).</summary>
    public const string OffRouteSerious = "off_route_serious";

    /// <summary>Faster than area, kind and load allow (超速).</summary>
    public const string Overspeed = "overspeed";

    /// <summary>Driving or working outside its permit time (非许可时段作业).</summary>
    public const string OffHours = "off_hours";

    /// <summary>Cover open while loaded and moving (未密闭运输).</summary>
    public const string NotSealed = "not_sealed";

    /// <summary>Main power cut (主电源断电).</summary>
    public const string PowerCut = "power_cut";

    /// <summary>Silent while on task (作业中离线).</summary>
    public const string OfflineOnTask = "offline_on_task";

    /// <summary>It seems to have tipped where it may not (疑似乱倒渣土).</summary>
    public const string DumpingSuspected = "dumping_suspected";

    /// <summary>No rule: thresholds of being loaded and being empty, which several rules share.</summary>
    internal const string Load = "load";
}
