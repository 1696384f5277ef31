using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>What must be true of an area before it is kept; each fault says what to change.</summary>
internal static class GeofenceCheck
{
    public const int MaxPoints = 1_000;
    private const int MaxName = 120;
    private const int MaxListed = 1_000;
    private const int MaxHours = 50;
    private const double MaxDwellS = 86_400;
    private const double MaxLimitKmh = 200;

    /// <summary>The first fault; null if there is none.</summary>
    public static LocalName? Fault(Geofence fence) =>
        OfNames(fence) ?? OfShape(fence.Shape) ?? OfSelection(fence.Vehicles) ?? OfHours(fence.Hours) ?? OfNumbers(fence);

    private static LocalName? OfNames(Geofence fence)
    {
        if (!DeviceId.IsValid(fence.Id))
        {
            return Say("id：需为 1 至 64 个字母、数字、“-”、“_”或“.”。", "id: write 1 to 64 letters, digits, '-', '_' or '.'.");
        }

        if (fence.Name is not { Zh.Length: > 0 and <= MaxName, En.Length: > 0 and <= MaxName })
        {
            return Say($"name：请填写中文（zh）和英文（en）名称，各 1 至 {MaxName} 个字符。", $"name: give a Chinese (zh) and an English (en) name of 1 to {MaxName} characters each.");
        }

        if (!GeofenceKind.All.Contains(fence.Kind))
        {
            var kinds = string.Join(", ", GeofenceKind.All);
            return Say($"kind：没有类型“{fence.Kind}”，可选：{kinds}。", $"kind: there is no kind '{fence.Kind}'; choose one of {kinds}.");
        }

        return fence is { Kind: GeofenceKind.Route, Shape.Type: not GeofenceShape.Corridor }
            ? Say("shape：路线（route）须为带宽度的折线（corridor）。", "shape: a route is a corridor.")
            : null;
    }

    private static LocalName? OfShape(GeofenceShape shape) => shape.Type switch
    {
        GeofenceShape.Polygon => OfPoints(shape, 3) ?? OfRing(Corners(shape)),
        GeofenceShape.Corridor => OfPoints(shape, 2) ?? OfMetres(shape.WidthM, "shape.widthM", 2, 5_000),
        GeofenceShape.Circle => shape.Centre is { } centre && IsPlace(centre)
            ? OfMetres(shape.RadiusM, "shape.radiusM", 1, 50_000)
            : Say("shape.centre：需为 [经度, 纬度]，WGS-84。", "shape.centre: write [longitude, latitude] in WGS-84 degrees."),
        _ => Say(
            $"shape.type：没有形状“{shape.Type}”，可选：{string.Join(", ", GeofenceShape.All)}。",
            $"shape.type: there is no shape '{shape.Type}'; choose one of {string.Join(", ", GeofenceShape.All)}."),
    };

    private static LocalName? OfPoints(GeofenceShape shape, int least)
    {
        var points = shape.Points ?? [];
        if (points.FirstOrDefault(p => p is null || !IsPlace(p)) is not null || points.Any(p => p is null))
        {
            return Say("shape.points：每个点需为 [经度, 纬度]，WGS-84。", "shape.points: write each point as [longitude, latitude] in WGS-84 degrees.");
        }

        var places = Corners(shape);
        if (places.Count < least || points.Count > MaxPoints)
        {
            return Say(
                $"shape.points：{shape.Type} 需要 {least} 至 {MaxPoints} 个不同的点，现有 {places.Count} 个。",
                $"shape.points: a {shape.Type} needs {least} to {MaxPoints} points that differ; there are {places.Count}.");
        }

        const double MostDegrees = 3;
        return places.Max(p => p.Lat) - places.Min(p => p.Lat) > MostDegrees || places.Max(p => p.Lon) - places.Min(p => p.Lon) > MostDegrees
            ? Say($"shape.points：跨度超过 {MostDegrees} 度，请检查经纬度是否写反。", $"shape.points: it spans more than {MostDegrees} degrees; check whether longitude and latitude are swapped.")
            : null;
    }

    /// <summary>The points without repeats of the one before, and a ring's without its closing point.</summary>
    public static IReadOnlyList<GeoPoint> Corners(GeofenceShape shape)
    {
        List<GeoPoint> corners = [];
        foreach (var point in shape.Points ?? [])
        {
            var place = new GeoPoint(point[1], point[0]);
            if (corners.Count == 0 || corners[^1] != place)
            {
                corners.Add(place);
            }
        }

        if (shape.Type == GeofenceShape.Polygon && corners.Count > 1 && corners[0] == corners[^1])
        {
            corners.RemoveAt(corners.Count - 1);
        }

        return corners;
    }

    private static LocalName? OfRing(IReadOnlyList<GeoPoint> ring)
    {
        for (var i = 0; i < ring.Count; i++)
        {
            for (var j = i + 1; j < ring.Count; j++)
            {
                var neighbours = j == i + 1 || (i == 0 && j == ring.Count - 1);
                var (a, b, c, d) = (ring[i], ring[(i + 1) % ring.Count], ring[j], ring[(j + 1) % ring.Count]);
                if (neighbours ? FoldsBack(a, b, c, d) : Meet(a, b, c, d))
                {
                    return Say(
                        $"shape.points：边界自相交（第 {i + 1} 边与第 {j + 1} 边），请调整顶点顺序。",
                        $"shape.points: the border crosses itself (side {i + 1} and side {j + 1}); put the corners in order.");
                }
            }
        }

        return null;
    }

    /// <summary>Whether two sides that share a corner lie upon each other.</summary>
    private static bool FoldsBack(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d)
    {
        var (corner, one, other) = b == c ? (b, a, d) : (a, b, c);
        return Side(corner, one, other) == 0
            && ((one.Lon - corner.Lon) * (other.Lon - corner.Lon)) + ((one.Lat - corner.Lat) * (other.Lat - corner.Lat)) > 0;
    }

    private static bool Meet(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d)
    {
        var (abc, abd, cda, cdb) = (Side(a, b, c), Side(a, b, d), Side(c, d, a), Side(c, d, b));
        return (abc * abd < 0 && cda * cdb < 0)
            || (abc == 0 && IsBetween(a, b, c)) || (abd == 0 && IsBetween(a, b, d)) || (cda == 0 && IsBetween(c, d, a)) || (cdb == 0 && IsBetween(c, d, b));
    }

    private static int Side(GeoPoint a, GeoPoint b, GeoPoint c) => Math.Sign(((b.Lon - a.Lon) * (c.Lat - a.Lat)) - ((b.Lat - a.Lat) * (c.Lon - a.Lon)));

    private static bool IsBetween(GeoPoint a, GeoPoint b, GeoPoint p) =>
        Math.Min(a.Lon, b.Lon) <= p.Lon && p.Lon <= Math.Max(a.Lon, b.Lon) && Math.Min(a.Lat, b.Lat) <= p.Lat && p.Lat <= Math.Max(a.Lat, b.Lat);

    private static LocalName? OfSelection(VehicleSelection vehicles) =>
        vehicles.Kinds.Count + vehicles.Departments.Count + vehicles.Ids.Count > MaxListed
            || vehicles.Kinds.Concat(vehicles.Departments).Concat(vehicles.Ids).Any(string.IsNullOrWhiteSpace)
            ? Say($"vehicles：最多列出 {MaxListed} 项，且不得为空白。", $"vehicles: list at most {MaxListed} of them, and none that is blank.")
            : null;

    private static LocalName? OfHours(IReadOnlyList<GeofenceHours> hours)
    {
        if (hours.Count > MaxHours || hours.Any(h => h is null))
        {
            return Say($"hours：最多 {MaxHours} 个时段。", $"hours: give at most {MaxHours} spans.");
        }

        foreach (var span in hours)
        {
            if (FenceHours.Read(span.From) is null || FenceHours.Read(span.To) is null)
            {
                return Say($"hours：“{span.From}–{span.To}”无效，请写 HH:mm，如 07:00。", $"hours: '{span.From}–{span.To}' cannot be read; write HH:mm, e.g. 07:00.");
            }

            if (span.Days.Any(d => d is < 1 or > 7))
            {
                return Say("hours.days：需为 1（周一）至 7（周日）。", "hours.days: write 1 (Monday) to 7 (Sunday).");
            }
        }

        return null;
    }

    private static LocalName? OfNumbers(Geofence fence)
    {
        foreach (var (name, limit) in new[] { ("speedLimitKmh", fence.SpeedLimitKmh), ("loadedSpeedLimitKmh", fence.LoadedSpeedLimitKmh) })
        {
            if (limit is { } kmh && !(kmh is > 0 and <= MaxLimitKmh))
            {
                return Say($"{name}：需大于 0 且不超过 {MaxLimitKmh} km/h。", $"{name}: write more than 0 and at most {MaxLimitKmh} km/h.");
            }
        }

        foreach (var (name, seconds) in new[] { ("enterDwellS", fence.EnterDwellS), ("leaveDwellS", fence.LeaveDwellS) })
        {
            if (!(seconds is >= 0 and <= MaxDwellS))
            {
                return Say($"{name}：需为 0 至 {MaxDwellS} 秒。", $"{name}: write 0 to {MaxDwellS} seconds.");
            }
        }

        return fence is { Kind: GeofenceKind.SpeedArea, SpeedLimitKmh: null }
            ? Say("speedLimitKmh：限速区需要限速值。", "speedLimitKmh: a speed area needs one.")
            : null;
    }

    private static LocalName? OfMetres(double? metres, string name, double least, double most) =>
        metres is { } m && m >= least && m <= most ? null : Say($"{name}：需为 {least} 至 {most} 米。", $"{name}: write {least} to {most} metres.");

    private static bool IsPlace(IReadOnlyList<double> point) => point is [var lon, var lat, ..] && Math.Abs(lon) <= 180 && Math.Abs(lat) <= 85;

    private static LocalName Say(string zh, string en) => new(zh, en);
}
