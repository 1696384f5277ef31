using UrbanGrid.Casework;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Setup;

/// <summary>What makes a data folder ready.</summary>
public static class SetupServices
{
    /// <summary>Adds it, and the hub's patience when it stops.</summary>
    public static void AddSetup(this IServiceCollection services)
    {
        services.AddSingleton<FirstStart>();
        services.AddSingleton<PeopleSetup>();
        services.AddSingleton<DeviceSetup>();
        services.AddSingleton<DepartmentName>(s => async (key, ct) =>
            (await s.GetRequiredService<CityRegister>().CurrentAsync(ct)).Departments.TryGetValue(key, out var known)
                ? new Named(key, new LocalText(known.NameZh, known.NameEn))
                : new Named(key, new LocalText(key, key)));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }
}
