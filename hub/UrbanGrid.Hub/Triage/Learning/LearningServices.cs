using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;

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
        services.AddSingleton(s => new VerdictMemory(
            s.GetRequiredService<IDbContextFactory<HubDb>>(), s.GetRequiredService<LearningSettings>(), timeZone));
        services.AddSingleton<ModelStore>();
        services.AddSingleton<IncidentAssessor>();
        services.AddSingleton(s => new ModelTraining(
            s.GetRequiredService<IDbContextFactory<HubDb>>(), s.GetRequiredService<ModelStore>(), s.GetRequiredService<LearningSettings>(),
            timeZone, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ModelTraining>>()));
        services.AddHostedService(s => s.GetRequiredService<ModelTraining>());
    }
}
