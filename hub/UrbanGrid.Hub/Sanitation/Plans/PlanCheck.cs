using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Bins;
using UrbanGrid.Hub.Sanitation.Ground;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>Makes a plan of what was sent, or says what to change.</summary>
/// <param name="city">Its roads and departments.</param>
public sealed partial class PlanCheck(City city)
{
    private const int MaxName = 100;
    private const int MaxParts = 500;
    private const int MaxStops = 5_000;
    private const int MaxPoints = 50_000;
    private const int MaxVehicles = 2_000;
    private const int MaxBinsOfStop = 200;
    private const double MaxLengthM = 1_000_000;
    private const double MaxAreaM2 = 20_000_000;

    private int _points;
    private double _lengthM;

    /// <summary>The plan of version 1.</summary>
    /// <param name="input">What was sent.</param>
    /// <param name="id">Its id.</param>
    /// <param name="validFrom">First day where none was sent.</param>
    /// <exception cref="ProblemException">Something is missing or cannot be; names the field.</exception>
    public WorkPlan Read(PlanInput input, string id, DateOnly validFrom)
    {
        (_points, _lengthM) = (0, 0);
        var kind = WorkKinds.Table.Find(input.Kind)
            ?? throw Wrong("kind", string.Join(", ", WorkKinds.Table.Kinds.Select(k => k.Key)));
        var plan = new WorkPlan
        {
            Id = PlanId().IsMatch(id) ? id : throw Wrong("id", "a-z 0-9 -, 1..64"),
            Name = NameOf(input.Name, "name"),
            Kind = kind.Key,
            Department = DepartmentOf(input.Department),
            Vehicles = VehiclesOf(input.Vehicles),
            Days = DaysOf(input.Days),
            ValidFrom = input.ValidFrom is { } day ? CityDays.Read(day, "validFrom") : validFrom,
            Hours = HoursOf(input.Hours, "hours"),
            Passes = Within(input.Passes ?? 1, 1, 20, "passes"),
            ToleranceM = Within(input.ToleranceM ?? kind.ToleranceM, 3, 100, "toleranceM"),
            MinKmh = Within(input.MinKmh ?? kind.MinKmh, 0, 100, "minKmh"),
            MaxKmh = Within(input.MaxKmh ?? kind.MaxKmh, 1, 120, "maxKmh"),
            NeedsWorking = input.NeedsWorking ?? false,
            Routes = Each(input.Routes, "routes", MaxParts, RouteOf),
            Areas = Each(input.Areas, "areas", MaxParts, AreaOf),
            Stops = Each(input.Stops, "stops", MaxStops, StopOf),
            Enabled = input.Enabled ?? true,
        };
        if (plan.MinKmh >= plan.MaxKmh)
        {
            throw Wrong("minKmh", "< maxKmh");
        }

        if (plan.Routes.Count + plan.Areas.Count + plan.Stops.Count == 0)
        {
            throw new ProblemException("plan_of_nothing");
        }

        var twice = plan.Stops.SelectMany(s => s.Bins).GroupBy(tag => tag, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? plan : throw new ProblemException("bin_twice", twice.Key);
    }

    private static ProblemException Wrong(string field, string mustBe) => new("invalid_value", field, mustBe);

    private static LocalText NameOf(LocalText? name, string field)
    {
        var (zh, en) = (name?.Zh?.Trim() ?? "", name?.En?.Trim() ?? "");
        if (zh.Length + en.Length == 0)
        {
            throw new ProblemException("missing_value", field);
        }

        return zh.Length <= MaxName && en.Length <= MaxName
            ? new LocalText(zh.Length > 0 ? zh : en, en.Length > 0 ? en : zh)
            : throw Wrong(field, $"1..{MaxName}");
    }

    private string? DepartmentOf(string? code) => string.IsNullOrEmpty(code) ? null
        : city.Departments.ContainsKey(code) ? code
        : throw Wrong("department", string.Join(", ", city.Departments.Keys.Order(StringComparer.Ordinal)));

    private static PlanVehicles VehiclesOf(VehiclesInput? input)
    {
        var ids = TextsOf(input?.Ids, "vehicles.ids");
        var kinds = TextsOf(input?.Kinds, "vehicles.kinds");
        return ids.Count + kinds.Count > 0 ? new PlanVehicles(ids, kinds) : throw new ProblemException("plan_without_vehicles");
    }

    private static List<string> TextsOf(IReadOnlyList<string>? texts, string field) => (texts?.Count ?? 0) > MaxVehicles
        ? throw Wrong(field, $"≤ {MaxVehicles}")
        : [.. (texts ?? []).Select(t => t?.Trim() ?? "").Select(t => t.Length is > 0 and <= 64 ? t : throw Wrong(field, "1..64")).Distinct(StringComparer.Ordinal)];

    private static List<int> DaysOf(IReadOnlyList<int>? days)
    {
        List<int> wanted = days is null ? [1, 2, 3, 4, 5, 6, 7] : [.. days.Distinct().Order()];
        return wanted.Count > 0 && wanted.All(d => d is >= 1 and <= 7) ? wanted : throw Wrong("days", "1..7");
    }

    private static List<WorkHours> HoursOf(IReadOnlyList<WorkHours>? hours, string field)
    {
        if (hours?.Count > 24)
        {
            throw Wrong(field, "≤ 24");
        }

        List<WorkHours> read = [];
        foreach (var (one, at) in (hours ?? []).Select((h, i) => (h, $"{field}[{i}]")))
        {
            if (PlanTimes.Minutes(one?.From) is not { } from || PlanTimes.Minutes(one?.To) is not { } to || from == to || from == PlanTimes.DayMinutes)
            {
                throw Wrong(at, "HH:mm–HH:mm");
            }

            read.Add(one!);
        }

        return read;
    }

    private static List<TOut> Each<TIn, TOut>(IReadOnlyList<TIn>? items, string field, int most, Func<TIn, string, TOut> read) => items?.Count > most
        ? throw Wrong(field, $"≤ {most}")
        : [.. (items ?? []).Select((item, i) => item is null ? throw new ProblemException("missing_value", $"{field}[{i}]") : read(item, $"{field}[{i}]"))];

    private PlanRoute RouteOf(RouteInput input, string field)
    {
        var roads = TextsOf(input.Roads, $"{field}.roads");
        var lines = input.Lines is { Count: > 0 } drawn
            ? Each(drawn, $"{field}.lines", MaxParts, (line, at) => LineOf(line, at))
            : [.. roads.Select(code => LineOf(LineOfRoad(code, field), $"{field}.roads"))];
        if (lines.Count == 0)
        {
            throw new ProblemException("missing_value", $"{field}.lines");
        }

        if (input.Grade is { } grade && WorkKinds.Table.Grades.All(g => g.Grade != grade))
        {
            throw Wrong($"{field}.grade", "1..4");
        }

        return new PlanRoute(NameOf(input.Name, $"{field}.name"), input.Grade, HoursOf(input.Hours, $"{field}.hours"), roads, lines);
    }

    private List<double[]> LineOfRoad(string code, string field)
    {
        var road = city.Roads.FirstOrDefault(r => r.Code == code) ?? throw new ProblemException("unknown_road", code, $"{field}.roads");
        using var geometry = JsonDocument.Parse(road.Line);
        return [.. geometry.RootElement.GetProperty("coordinates").EnumerateArray().Select(p => new[] { p[0].GetDouble(), p[1].GetDouble() })];
    }

    private IReadOnlyList<double[]> LineOf(IReadOnlyList<double[]> line, string field)
    {
        PointsOf(line, field, 2);
        var length = line.Zip(line.Skip(1), (a, b) => GroundPlane.PointOf(a).DistanceTo(GroundPlane.PointOf(b))).Sum();
        _lengthM += length;
        return length < 1 ? throw Wrong(field, "≥ 1 m")
            : _lengthM > MaxLengthM ? throw Wrong("routes", $"≤ {MaxLengthM / 1000} km")
            : line;
    }

    private PlanArea AreaOf(AreaInput input, string field)
    {
        var points = PointsOf(input.Points, $"{field}.points", 3);
        var size = GroundPlane.SizeOf(points);
        return size is >= 1 and <= MaxAreaM2
            ? new PlanArea(NameOf(input.Name, $"{field}.name"), points)
            : throw Wrong($"{field}.points", string.Create(CultureInfo.InvariantCulture, $"1 m² .. {MaxAreaM2 / 1e6} km²"));
    }

    private IReadOnlyList<double[]> PointsOf(IReadOnlyList<double[]>? points, string field, int least)
    {
        if (points is null || points.Count < least)
        {
            throw Wrong(field, $"≥ {least} [lon, lat]");
        }

        _points += points.Count;
        if (_points > MaxPoints)
        {
            throw Wrong(field, $"≤ {MaxPoints}");
        }

        return points.All(p => p is { Length: >= 2 } && IsPlace(p[0], p[1])) ? points : throw Wrong(field, "[lon, lat], WGS-84");
    }

    private PlanStop StopOf(StopInput input, string field)
    {
        if (input.Lon is not { } lon || input.Lat is not { } lat || !IsPlace(lon, lat))
        {
            throw Wrong($"{field}.lon, {field}.lat", "WGS-84");
        }

        var owner = input.Owner?.Trim();
        if (owner?.Length > MaxName)
        {
            throw Wrong($"{field}.owner", $"≤ {MaxName}");
        }

        if (input.Bins?.Count > MaxBinsOfStop)
        {
            throw Wrong($"{field}.bins", $"≤ {MaxBinsOfStop}");
        }

        var bins = (input.Bins ?? []).Select(tag => BinTag.Read(tag) ?? throw Wrong($"{field}.bins", $"1..{BinTag.MaxLength}"));
        return new PlanStop(NameOf(input.Name, $"{field}.name"), string.IsNullOrEmpty(owner) ? null : owner, lon, lat, [.. bins]);
    }

    private static bool IsPlace(double lon, double lat) => Math.Abs(lon) <= 180 && Math.Abs(lat) <= 85 && (lon != 0 || lat != 0);

    private static double Within(double value, double least, double most, string field) =>
        value >= least && value <= most ? value : throw Wrong(field, string.Create(CultureInfo.InvariantCulture, $"{least}..{most}"));

    private static int Within(int value, int least, int most, string field) => (int)Within((double)value, least, most, field);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex PlanId();
}
