using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Places.Division;
using UrbanGrid.Casework.Places.Geocoding;

namespace UrbanGrid.Bench;

/// <summary>
/// <c>bench places [names]</c>: how much memory the names of a large city take, how quickly one is found however it is
/// written, and how quickly a district is divided into unit grids.
/// </summary>
internal static class PlacesBench
{
    private const int Queries = 500;

    public static Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var count = args is [var given, ..] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 200_000;
        var places = LargeCity.Places(count).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var finder = new PlaceFinder(places, [], [], []);
        var made = watch.ElapsedMilliseconds;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Print(new { bench = "places", names = finder.Count, index_mb = Math.Round(bytes / 1e6, 1), made_ms = made });

        var step = Math.Max(1, count / Queries);
        var asked = Enumerable.Range(0, Math.Min(Queries, count)).Select(i => places[i * step]).ToList();
        Measure("same", asked, p => p.NameZh, finder, cancellationToken);
        Measure("english", asked, p => p.NameEn, finder, cancellationToken);
        Measure("begin", asked, p => p.NameZh[..3], finder, cancellationToken);
        Measure("slip", asked, p => string.Concat(p.NameZh.AsSpan(0, 1), "锦", p.NameZh.AsSpan(2)), finder, cancellationToken);
        Measure("one_character", asked, p => p.NameZh[..1], finder, cancellationToken);
        Divide();
        GC.KeepAlive(places);
        return Task.CompletedTask;
    }

    private static void Measure(
        string kind, List<PlaceName> asked, Func<PlaceName, string> text, PlaceFinder finder, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var found = 0;
        foreach (var place in asked)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var hits = finder.Find(text(place), new GroundPoint(place.Lat, place.Lon), 10);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            found += hits.Any(h => h.Place.Code == place.Code) ? 1 : 0;
        }

        times.Sort();
        Print(new
        {
            bench = "places", query = kind, p50_ms = Math.Round(times[times.Count / 2], 2), p95_ms = Math.Round(times[times.Count * 95 / 100], 2),
            found_in_ten = Math.Round((double)found / asked.Count, 3),
        });
    }

    /// <summary>9 km × 9 km in a hundred communities: about eight thousand unit grids, as a district of Kaifeng's size has.</summary>
    private static void Divide()
    {
        var communities = Enumerable.Range(0, 100).Select(i =>
        {
            var (w, s) = (120.5 + (i % 10 * 0.0095), 31.2 + (i / 10 * 0.0081));
            return new CommunityOutline(FormattableString.Invariant($"320599001{i + 1:000}"), FormattableString.Invariant(
                $"{{\"type\":\"Polygon\",\"coordinates\":[[[{w:F7},{s:F7}],[{w + 0.0095:F7},{s:F7}],[{w + 0.0095:F7},{s + 0.0081:F7}],[{w:F7},{s + 0.0081:F7}],[{w:F7},{s:F7}]]]}}"));
        }).ToList();
        var watch = Stopwatch.StartNew();
        var grids = GridDivision.Divide(communities, [], new DivisionRules());
        Print(new { bench = "places", divided_grids = grids.Count, divided_ms = watch.ElapsedMilliseconds });
    }

    private static void Print(object line) => Console.WriteLine(JsonSerializer.Serialize(line));
}
