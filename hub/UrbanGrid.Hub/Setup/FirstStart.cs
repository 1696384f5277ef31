using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Hub.Setup;

/// <summary>
/// Makes the data folder ready, at every start: tables up to date, and what the command line names created if it is not
/// there yet. A start that was interrupted is finished by the next one.
/// </summary>
public sealed class FirstStart(
    HubOptions options, IServiceProvider services, IDbContextFactory<HubDb> databases, CityRegister cities, CityImport import, DeviceRegistry registry,
    PeopleSetup people, DeviceSetup devices, ZoneStore zones, GeofenceRegister geofences, PlanSetup plans, ILogger<FirstStart> logger)
{
    /// <summary>File with passwords and tokens.</summary>
    public const string CredentialsFile = "credentials.json";

    /// <summary>File with the first administrator's password.</summary>
    public const string AdminPasswordFile = "admin-password.txt";

    /// <summary>Folder of the imported city's drawing.</summary>
    public const string CityFolderName = "city";

    /// <summary>How long a hub waits for another one that is importing a city.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(10);

    /// <summary>Does what is missing.</summary>
    /// <exception cref="InvalidDataException">The city's folder has a fault.</exception>
    /// <exception cref="CityImportException">The city's folder has faults.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Of hubs that share a database and start together, one prepares it and the others find it ready.
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(StartPatience);
        await using var turn = await HubTurn.TakeAsync(db, HubTurn.Start, cancellationToken);
        await HubDatabase.MigrateAsync(databases, cancellationToken);
        await CaseworkSetup.MigrateAsync(services, cancellationToken);
        await registry.OpenAsync(cancellationToken);
        await geofences.RefreshAsync(cancellationToken);
        await SharedTables.InstallAsync(databases, cancellationToken);
        if (options.City is not { } folder)
        {
            await people.CreateFirstAdminAsync(options.PathOf(AdminPasswordFile), cancellationToken);
            return;
        }

        var city = new CityFolder(folder);
        await ImportAsync(folder, city, cancellationToken);
        var path = options.PathOf(CredentialsFile);
        var known = await Credentials.ReadAsync(path, cancellationToken);
        var withPeople = await people.CreateAsync(city.Users(), known, path, options.Demo, cancellationToken);
        var complete = await devices.CreateAsync(city.Devices(), withPeople, options.Demo, cancellationToken);
        if (!complete.Devices.SequenceEqual(withPeople.Devices))
        {
            await complete.WriteAsync(path, cancellationToken);
        }

        foreach (var fence in geofences.All.Count > 0 ? [] : city.Geofences())
        {
            await geofences.CreateAsync(fence, Actor.System.UserId, cancellationToken);
        }

        foreach (var (camera, wanted) in city.Zones())
        {
            if ((await zones.FindAsync(camera, cancellationToken)).Count == 0)
            {
                await zones.SaveAsync(camera, wanted, cancellationToken);
            }
        }

        await plans.CreateAsync(city.SanitationPlans(), cancellationToken);
    }

    private async Task ImportAsync(string folder, CityFolder city, CancellationToken cancellationToken)
    {
        if ((await cities.CurrentAsync(cancellationToken)).Areas.Count > 0)
        {
            return;
        }

        var blocks = options.PathOf(CityFolderName, "blocks.geojson");
        if (File.Exists(city.Blocks))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(blocks)!);
            File.Copy(city.Blocks, blocks, overwrite: true);
        }

        var result = await import.LoadAsync(folder, cancellationToken);
        logger.LogInformation(
            "Imported {Grids} unit grids, {Roads} roads, {Components} components, {Departments} departments",
            result.UnitGrids, result.Roads, result.Components, result.Departments);
    }
}
