using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Hub.Vehicles.Reports;

/// <summary>Makes the reports of vehicles: mileage (里程), trips (行程), stops (停留), alarms (报警).</summary>
public sealed class ReportDesk(
    DeviceRegistry registry, TwinBoard board, DeviceDirectory directory, VehicleJourneys journeys, IDbContextFactory<HubDb> databases,
    DepartmentName nameOf, TimeProvider time)
{
    /// <summary>Most rows of a report; a month of a thousand vehicles by day has 31,000.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Most days.</summary>
    public const int MaxDays = 366;

    private const double HourS = 3_600;
    private const double MinuteMs = 60_000;

    /// <summary>What is said of the vehicle in every row.</summary>
    private static readonly ReportColumn[] OfVehicle =
    [
        new("vehicle", new LocalText("车辆编号", "Vehicle")), new("name", new LocalText("名称", "Name"), null, ReportValue.Label),
        new("plate", new LocalText("车牌", "Plate")), new("kind", new LocalText("类型", "Kind"), null, ReportValue.Label),
        new("department", new LocalText("单位", "Department"), null, ReportValue.Label),
    ];

    private static readonly ReportColumn[] OfDay =
    [
        ReportColumn.Number("distanceKm", "里程", "Distance", "km"), ReportColumn.Number("maxKmh", "最高速度", "Highest speed", "km/h"),
        ReportColumn.Number("movingH", "行驶时长", "Driving", "h"), ReportColumn.Number("idleH", "怠速时长", "Idling", "h"),
        ReportColumn.Number("engineH", "发动机工时", "Engine", "h"), ReportColumn.Number("trips", "行程数", "Trips"),
        ReportColumn.Number("fuelL", "油耗", "Fuel", "L"), ReportColumn.Number("waterL", "用水", "Water", "L"),
    ];

    private static readonly ReportColumn[] MileageByVehicle = [.. OfVehicle, ReportColumn.Number("days", "出车天数", "Days driven"), .. OfDay];

    private static readonly ReportColumn[] MileageByDay = [.. OfVehicle, new("date", new LocalText("日期", "Date")), .. OfDay];

    private static readonly ReportColumn[] Trip =
    [
        .. OfVehicle, ReportColumn.Moment("startAt", "开始", "Begin"), ReportColumn.Moment("endAt", "结束", "End"), ReportColumn.Number("minutes", "时长", "Duration", "min"),
        ReportColumn.Number("distanceKm", "里程", "Distance", "km"), ReportColumn.Number("meanKmh", "平均速度", "Mean speed", "km/h"),
        ReportColumn.Number("maxKmh", "最高速度", "Highest speed", "km/h"), new("from", new LocalText("起点", "From")), new("to", new LocalText("终点", "To")),
    ];

    private static readonly ReportColumn[] Stop =
    [
        .. OfVehicle, ReportColumn.Moment("startAt", "开始", "Begin"), ReportColumn.Moment("endAt", "结束", "End"), ReportColumn.Number("minutes", "时长", "Duration", "min"),
        ReportColumn.Number("idleMinutes", "怠速", "Idling", "min"), new("place", new LocalText("位置", "Place")),
    ];

    private static readonly ReportColumn[] OfAlarm =
    [
        .. OfVehicle, new("rule", new LocalText("报警", "Alarm"), null, ReportValue.Label), new("severity", new LocalText("级别", "Severity")),
        ReportColumn.Moment("startAt", "开始", "Begin"), ReportColumn.Moment("endAt", "结束", "End"), ReportColumn.Number("minutes", "时长", "Duration", "min"),
    ];

    /// <summary>The report of a kind.</summary>
    /// <exception cref="ProblemException">There is none of that kind, or the address cannot be read.</exception>
    public async Task<VehicleReport> MakeAsync(string report, ReportAddress address, CancellationToken cancellationToken)
    {
        var (first, last) = JourneySpan.ReadDays(address.From, address.To, journeys.Calendar.DayOf(Now()));
        if (last.DayNumber - first.DayNumber >= MaxDays)
        {
            throw TooLong();
        }

        var vehicles = await VehiclesAsync(address, cancellationToken);
        await journeys.FlushAsync(cancellationToken);
        var query = new JourneyQuery([.. vehicles.Keys], journeys.Calendar.BeginOf(first), journeys.Calendar.EndOf(last), MaxRows + 1);
        var made = report switch
        {
            "mileage" => await MileageAsync(vehicles, first, last, address.IsByDay, cancellationToken),
            "trips" => new VehicleReport(
                new LocalText("行程报表", "Trips"), Trip, [.. (await journeys.TripsAsync(query, cancellationToken)).Select(t => RowOf(vehicles[t.VehicleId], t))]),
            "stops" => new VehicleReport(
                new LocalText("停留报表", "Stops"), Stop, [.. (await journeys.StopsAsync(query, cancellationToken)).Select(s => RowOf(vehicles[s.VehicleId], s))]),
            "alarms" => await AlarmsAsync(vehicles, query, cancellationToken),
            _ => throw ProblemException.NotFound("report", report),
        };
        return made.Rows.Count <= MaxRows ? made : throw TooLong();
    }

    private async Task<VehicleReport> MileageAsync(
        Dictionary<string, ReportVehicle> vehicles, DateOnly first, DateOnly last, bool byDay, CancellationToken cancellationToken)
    {
        var days = await journeys.DaysAsync([.. vehicles.Keys], first, last, cancellationToken);
        var name = new LocalText("里程报表", "Mileage");
        return byDay
            ? new VehicleReport(name, MileageByDay, [.. days.Select(d => RowOf(vehicles[d.VehicleId], [Text(d.Date), .. Figures([d])]))])
            : new VehicleReport(
                name, MileageByVehicle,
                [.. days.GroupBy(d => d.VehicleId).Select(g => RowOf(vehicles[g.Key], [g.Count(d => d.DistanceKm > 0), .. Figures([.. g])]))]);
    }

    private static object?[] Figures(IReadOnlyList<VehicleDay> days) =>
    [
        Round(days.Sum(d => d.DistanceKm)), Round(days.Max(d => d.MaxKmh)), Round(days.Sum(d => d.MovingS) / HourS), Round(days.Sum(d => d.IdleS) / HourS),
        Round(days.Sum(d => d.EngineS) / HourS), days.Sum(d => d.Trips), Sum(days, d => d.FuelL), Sum(days, d => d.WaterL),
    ];

    private async Task<VehicleReport> AlarmsAsync(Dictionary<string, ReportVehicle> vehicles, JourneyQuery query, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var some in query.VehicleIds.Chunk(500).Select(c => c.ToList()).TakeWhile(_ => rows.Count < query.Limit))
        {
            var alarms = await database.Set<AlarmRecord>().AsNoTracking()
                .Where(a => some.Contains(a.DeviceId) && a.RaisedAt >= query.From && a.RaisedAt < query.To)
                .OrderBy(a => a.DeviceId).ThenBy(a => a.RaisedAt).Take(query.Limit - rows.Count).ToListAsync(cancellationToken);
            rows.AddRange(alarms.Select(a => RowOf(
                vehicles[a.DeviceId],
                [directory.RuleOf(a.DeviceId, a.Rule).Name, a.Severity, a.StartedAt, a.ClearedAt, Minutes(a.StartedAt, a.ClearedAt ?? Now())])));
        }

        return new VehicleReport(new LocalText("报警报表", "Alarms"), OfAlarm, rows);
    }

    private async Task<Dictionary<string, ReportVehicle>> VehiclesAsync(ReportAddress address, CancellationToken cancellationToken)
    {
        if (address.Vehicle is { } id && registry.Find(id) is null)
        {
            throw ProblemException.NotFound("vehicle", id);
        }

        var chosen = registry.All
            .Where(d => address.Vehicle is null || d.Id == address.Vehicle)
            .Where(d => address.Kind is null || d.Text("kind") == address.Kind)
            .Where(d => address.Department is null || d.Text("department") == address.Department)
            .Where(d => d.Model == DeviceDirectory.VehicleModel || board.FindVehicle(d.Id) is not null)
            .ToList();
        var departments = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var key in chosen.Select(d => d.Text("department")).OfType<string>().Distinct())
        {
            departments[key] = (await nameOf(key, cancellationToken)).Name;
        }

        return chosen.ToDictionary(d => d.Id, d => new ReportVehicle(d, d.Text("department") is { } key ? departments[key] : null));
    }

    private static object?[] RowOf(ReportVehicle vehicle, VehicleTrip trip)
    {
        var minutes = Minutes(trip.StartAt, trip.EndAt);
        return RowOf(
            vehicle,
            [
                trip.StartAt, trip.Open ? null : trip.EndAt, minutes, Round(trip.DistanceKm), minutes > 0 ? Round(trip.DistanceKm / minutes * 60) : null,
                Round(trip.MaxKmh), Text(trip.From), Text(trip.To),
            ]);
    }

    private object?[] RowOf(ReportVehicle vehicle, VehicleStop stop) =>
        RowOf(vehicle, [stop.StartAt, stop.EndAt, Minutes(stop.StartAt, stop.EndAt ?? Now()), Round(stop.IdleS / 60), Text(stop.Place)]);

    private static object?[] RowOf(ReportVehicle vehicle, object?[] figures) =>
    [
        vehicle.Device.Id, new LocalText(vehicle.Device.Name.Zh, vehicle.Device.Name.En), vehicle.Device.Text("plate"),
        vehicle.Device.Text(VehicleSettings.KindAttribute) is { } kind ? Label.Of("vehicle_kind", kind).Name : null, vehicle.Department, .. figures,
    ];

    private static ProblemException TooLong() => new("report_too_long", MaxRows, MaxDays);

    private static double? Sum(IReadOnlyList<VehicleDay> days, Func<VehicleDay, double?> of) => days.Any(d => of(d) is not null) ? Round(days.Sum(of) ?? 0) : null;

    private static double Minutes(long from, long to) => Round((to - from) / MinuteMs);

    private static double Round(double value) => Math.Round(value, 2);

    private static string Text(GeoPoint place) => string.Create(CultureInfo.InvariantCulture, $"{place.Lat:F6}, {place.Lon:F6}");

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A vehicle of a report.</summary>
    private sealed record ReportVehicle(Device Device, LocalText? Department);
}
