namespace UrbanGrid.Hub.Alarms;

/// <summary>The life of alarms.</summary>
public static class AlarmServices
{
    /// <summary>Adds the register, maintenance windows and what decides on suppression.</summary>
    /// <param name="services">The services.</param>
    /// <param name="kept">How long alarms are kept after their end.</param>
    public static void AddAlarms(this IServiceCollection services, TimeSpan kept)
    {
        services.AddSingleton<MaintenanceBook>();
        services.AddSingleton<AlarmSuppression>();
        services.AddSingleton<KeptPictures>();
        services.AddSingleton<AlarmRegister>();
        services.AddSingleton<AlarmList>();
        services.AddSingleton<AlarmDescriber>();
        services.AddSingleton<AlarmFeed>();
        services.AddHostedService(s => ActivatorUtilities.CreateInstance<AlarmRetention>(s, kept));
    }
}
