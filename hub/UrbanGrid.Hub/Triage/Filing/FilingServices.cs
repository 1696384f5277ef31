namespace UrbanGrid.Hub.Triage.Filing;

/// <summary>Automatic filing.</summary>
public static class FilingServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="timeZone">Zone of the city's days.</param>
    public static void AddFiling(this IServiceCollection services, TimeZoneInfo timeZone)
    {
        services.AddSingleton<FilingChanged>(s => policy => s.GetRequiredService<Announcer>().FilingChanged(policy));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<FilingPolicies>(s, timeZone));
        services.AddSingleton<AutoFiling>();
    }
}
