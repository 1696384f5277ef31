using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Clips;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Triage.Filing;
using UrbanGrid.Hub.Triage.Learning;
using UrbanGrid.Hub.Triage.Precision;
using UrbanGrid.Hub.Triage.Remedies;
using UrbanGrid.Hub.Triage.Thresholds;
using UrbanGrid.Hub.Vehicles.Witness;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Triage;

/// <summary>From alarm to case: incidents, triage, and who is told.</summary>
public static class TriageServices
{
    /// <summary>Adds incidents, triage and pushes. The delegates are the few places where parts that know each other meet.</summary>
    /// <param name="services">The services.</param>
    /// <param name="timeZone">Zone the city lives in.</param>
    public static void AddTriage(this IServiceCollection services, TimeZoneInfo timeZone)
    {
        services.AddSingleton<ChangeFeed>(_ => new ChangeFeed());
        services.AddSingleton<MergedUpdates>();
        services.AddHostedService(s => s.GetRequiredService<MergedUpdates>());
        services.AddSingleton<DescribeState>(s => (kind, id) => kind == FeedKind.Vehicle
            ? s.GetRequiredService<DeviceDirectory>().FindVehicle(id)
            : s.GetRequiredService<DeviceDirectory>().Find(id));

        services.AddLearning(timeZone);
        services.AddSingleton<PrecisionBoard>();
        services.AddFiling(timeZone);
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<RemedyDesk>(s, timeZone));
        services.AddSingleton<IncidentBook>();
        services.AddHostedService<EndedIncidents>();
        services.AddSingleton<IncidentDescriber>();
        services.AddSingleton<SeriesEvidence>();
        services.AddSingleton<TrackEvidence>();
        services.AddSingleton<VehicleWitness>();
        services.AddSingleton<IncidentReports>();
        services.AddSingleton<KnownCases>();
        services.AddSingleton<DeviceRepeats>();
        services.AddSingleton<DeviceRaises>(s => (device, since) =>
            s.GetRequiredService<DeviceDirectory>() is var devices && devices.HasAlarm(device) && devices.LastSeenOf(device) >= since);
        services.AddSingleton<DeviceReopening>();
        services.AddSingleton<TriageDesk>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<OpenWorkOrders>();
        services.AddSingleton<FindOpenCase>(s => (alarm, ct) => s.GetRequiredService<OpenWorkOrders>().FindAsync(alarm, ct));
        services.AddSingleton<ThresholdStore>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<AlarmDoubt>(s, timeZone));
        services.AddSingleton<DoubtAlarm>(s => (alarm, ct) => s.GetRequiredService<AlarmDoubt>().DecideAsync(alarm, ct));
        services.AddSingleton<SuppressedAlarms>();
        services.AddHostedService(s => s.GetRequiredService<SuppressedAlarms>());
        services.AddHostedService<MissedEnds>();
        services.AddSingleton<DeviceChecks>();
        services.AddHostedService<CaseTimer>();
        services.AddSingleton<ObservationFlow>();
        services.AddSingleton<IObservationSubscriber>(s => s.GetRequiredService<ObservationFlow>());
        services.AddSingleton<TakeAlarm>(s => (alarm, ct) => s.GetRequiredService<ObservationFlow>().AlarmChangedAsync(alarm, ct));
        services.AddSingleton<IncidentChanged>(s => async (incident, ct) =>
        {
            await s.GetRequiredService<Announcer>().IncidentChangedAsync(incident, ct);
            await s.GetRequiredService<ClipDesk>().ConsiderAsync(incident, ct);
            await s.GetRequiredService<VehicleWitness>().ConsiderAsync(incident, ct);
            await s.GetRequiredService<DeviceRepeats>().IncidentChangedAsync(incident, ct);
            await s.GetRequiredService<DeviceReopening>().ConsiderAsync(incident, ct);
            await s.GetRequiredService<AutoFiling>().ConsiderAsync(incident, ct);
        });
        services.AddSingleton<CaseIsOpen>(s => async (number, ct) =>
            await s.GetRequiredService<CaseDesk>().FindAsync(number, Actor.System, ct) is { IsOpen: true });
        services.AddSingleton<FindAlarmPlace>(s => (alarm, ct) =>
            FindPlaceAsync(alarm, s.GetRequiredService<DeviceRegistry>(), s.GetRequiredService<CityRegister>(), ct));
    }

    private static async ValueTask<DevicePlace> FindPlaceAsync(
        Alarm alarm, DeviceRegistry devices, CityRegister cities, CancellationToken cancellationToken)
    {
        var device = devices.Find(alarm.DeviceId);
        var place = alarm.Place ?? device?.Place;
        var grid = place is { } p ? (await cities.CurrentAsync(cancellationToken)).Index.Locate(p.Lat, p.Lon).UnitGrid?.Code : null;
        return new DevicePlace(place, grid, device?.ComponentCode);
    }
}
