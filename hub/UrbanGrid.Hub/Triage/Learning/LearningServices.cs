namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>What learns from operators' verdicts.</summary>
public static class LearningServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="timeZone">Zone of the city's hours and nights.</param>
    public static void AddLearning(this IServiceCollection services, TimeZoneInfo timeZone)
    {
        services.AddSingleton<LearningSettings>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<VerdictMemory>(s, timeZone));
        services.AddSingleton<ModelStore>();
        services.AddSingleton<IncidentAssessor>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<ModelTraining>(s, timeZone));
        services.AddHostedService(s => s.GetRequiredService<ModelTraining>());
    }
}
