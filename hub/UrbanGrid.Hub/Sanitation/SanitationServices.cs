using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Reports;
using UrbanGrid.Hub.Sanitation.Outcomes;

namespace UrbanGrid.Hub.Sanitation;

/// <summary>Digital sanitation (数字环卫): plans, what came of them, bins and the daily report.</summary>
public static class SanitationServices
{
    /// <summary>Who may look: everybody who plans, answers for, checks or leads the work.</summary>
    public static readonly string[] Readers =
        [RoleKey.Dispatcher, RoleKey.ShiftLeader, RoleKey.Department, RoleKey.Evaluator, RoleKey.Leader, RoleKey.Admin];

    /// <summary>Who may change plans: the dispatchers of the command centre, and administrators.</summary>
    public static readonly string[] Planners = [RoleKey.Dispatcher, RoleKey.Admin];

    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="zone">The city's time zone.</param>
    public static void AddSanitation(this IServiceCollection services, TimeZoneInfo zone)
    {
        services.AddSingleton(new CityDays(zone));
        services.AddSingleton<PlanStore>();
        services.AddSingleton<PlanDesk>();
        services.AddSingleton<PlanSetup>();
        services.AddSingleton<BinReader>();
        services.AddSingleton<WorkDays>();
        services.AddSingleton<ResultShelf>();
        services.AddSingleton<KeptDays>();
        services.AddSingleton<ReportDesk>();
        services.AddHostedService<ReportTimer>();
    }

    /// <summary>Adds the resources below <c>/sanitation</c>.</summary>
    public static void MapSanitation(this IEndpointRouteBuilder api)
    {
        var sanitation = api.MapGroup("/sanitation").WithTags("sanitation");
        sanitation.MapPlans();
        sanitation.MapResults();
        sanitation.MapBins();
        sanitation.MapReports();
    }
}
