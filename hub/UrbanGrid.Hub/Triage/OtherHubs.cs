using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Triage;

/// <summary>What another hub changed reaches this one's memory and browsers: one handler for each kind of change.</summary>
public static class OtherHubs
{
    /// <summary>Adds the handlers and what listens.</summary>
    /// <param name="services">The services.</param>
    /// <param name="connection">The database that may be shared.</param>
    public static void AddOtherHubs(this IServiceCollection services, string connection)
    {
        services.AddSingleton(s => Devices(
            s.GetRequiredService<DeviceRegistry>(), s.GetRequiredService<MqttGateway>(), s.GetRequiredService<MergedUpdates>()));
        services.AddSingleton(s => Zones(s.GetRequiredService<PrivacyMasks>(), s.GetRequiredService<CameraWorkers>()));
        services.AddSingleton(s => Covers(s.GetRequiredService<CameraWorkers>()));
        services.AddSingleton(s => People(s.GetRequiredService<IMemoryCache>()));
        services.AddSingleton(s => Incidents(s.GetRequiredService<IncidentBook>(), s.GetRequiredService<Announcer>()));
        services.AddSingleton(s => Cases(
            s.GetRequiredService<CaseDesk>(), s.GetRequiredService<Announcer>(), s.GetRequiredService<ChangeFeed>()));
        services.AddSingleton(s => Registers(s.GetRequiredService<CatalogueRegister>()));
        services.AddSingleton(s => Alarms(s.GetRequiredService<AlarmRegister>(), s.GetRequiredService<AlarmFeed>()));
        services.AddSingleton(s => Commands(s.GetRequiredService<CommandBook>(), s.GetRequiredService<CommandFeed>()));
        services.AddSingleton(s => Geofences(s.GetRequiredService<GeofenceRegister>()));
        services.AddHostedService(s => new ChangeListener(
            connection, s.GetServices<ChangeHandler>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ChangeListener>>()));
    }

    private static ChangeHandler Devices(DeviceRegistry registry, MqttGateway gateway, MergedUpdates updates)
    {
        async Task RefreshAsync(string? id, CancellationToken cancellationToken)
        {
            foreach (var renewed in await registry.RefreshAsync(id, cancellationToken))
            {
                // A session that the old token let in must not outlive it.
                gateway.Disconnect(renewed, MqttReasonCode.AdministrativeAction);
            }
        }

        return new ChangeHandler(
            ChangeKind.Device,
            async (id, ct) =>
            {
                await RefreshAsync(id, ct);
                updates.Changed(FeedKind.Device, id);
            },
            ct => RefreshAsync(null, ct));
    }

    private static ChangeHandler Zones(PrivacyMasks masks, CameraWorkers cameras)
    {
        Task RefreshAsync(string? camera, CancellationToken cancellationToken)
        {
            masks.Forget(camera);
            return cameras.RefreshAsync(camera, cancellationToken);
        }

        return new ChangeHandler(ChangeKind.Zones, RefreshAsync, ct => RefreshAsync(null, ct));
    }

    private static ChangeHandler Registers(CatalogueRegister catalogues) => new(
        ChangeKind.Register, (_, ct) => catalogues.CurrentAsync(ct), ct => catalogues.CurrentAsync(ct));

    private static ChangeHandler Geofences(GeofenceRegister geofences) => new(
        ChangeKind.Geofence, (_, ct) => geofences.RefreshAsync(ct), geofences.RefreshAsync);

    private static ChangeHandler Covers(CameraWorkers cameras) => new(
        ChangeKind.Covers, (camera, ct) => cameras.RefreshAsync(camera, ct), ct => cameras.RefreshAsync(null, ct));

    private static ChangeHandler People(IMemoryCache cache) => new(
        ChangeKind.Person,
        (id, _) =>
        {
            SessionGuard.Forget(cache, id);
            return Task.CompletedTask;
        },
        _ => Task.CompletedTask); // What is remembered of a person is looked at anew within half a minute.

    private static ChangeHandler Incidents(IncidentBook book, Announcer announcer) => new(
        ChangeKind.Incident,
        async (id, ct) =>
        {
            if (await book.FindAsync(long.Parse(id, CultureInfo.InvariantCulture), ct) is { } incident)
            {
                await announcer.IncidentChangedAsync(incident, ct);
            }
        },
        _ => Task.CompletedTask); // Whoever follows is told to fetch everything, below.

    private static ChangeHandler Alarms(AlarmRegister register, AlarmFeed feed) => new(
        ChangeKind.Alarm,
        async (id, ct) =>
        {
            if (await register.FindAsync(id, ct) is { } alarm)
            {
                await feed.TellAsync(alarm, ct);
            }
        },
        _ => Task.CompletedTask);

    private static ChangeHandler Commands(CommandBook book, CommandFeed feed) => new(
        ChangeKind.Command,
        async (id, ct) =>
        {
            if (await book.FindAsync(id, ct) is { } command)
            {
                feed.Tell(command);
            }
        },
        _ => Task.CompletedTask);

    private static ChangeHandler Cases(CaseDesk desk, Announcer announcer, ChangeFeed feed) => new(
        ChangeKind.Case,
        async (number, ct) =>
        {
            if (await desk.FindAsync(number, Actor.System, ct) is { Log: [.., var last] } found)
            {
                announcer.CaseChanged(new CaseChanged(found.Number, found.Version, last.Action.Key, found.State.Key, last.At));
            }
        },
        _ =>
        {
            feed.Break();
            return Task.CompletedTask;
        });
}
