using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Reports;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary><c>/sanitation/bins</c>: bins read and weighed (收运称重).</summary>
public static class BinEndpoints
{
    private const int MaxDays = 31;

    /// <summary>Longest list of single readings; totals are of all.</summary>
    private const int MaxReadings = 200;

    /// <summary>Adds the resource.</summary>
    public static void MapBins(this IEndpointRouteBuilder sanitation) => sanitation.MapGet("/bins", BinsAsync)
        .WithSummary("Bins that vehicles read from the first day to the last, both yyyy-MM-dd and included, at most 31: by bin, owner, plan and day, and tags no plan knows. format=json, csv or xlsx.")
        .RequireRole(SanitationServices.Readers);

    private static async Task<IResult> BinsAsync(
        string? from, string? to, string? format, HttpContext context, BinReader reader, PlanStore plans, DeviceRegistry registry, DeviceDirectory devices,
        CityDays days, CancellationToken ct)
    {
        var form = SheetForm.Read(format);
        var (first, last) = (CityDays.Read(from, "from"), CityDays.Read(to, "to"));
        if (last < first || last.DayNumber - first.DayNumber >= MaxDays)
        {
            throw new ProblemException("invalid_value", "to", $"from .. from + {MaxDays - 1}");
        }

        var all = (await plans.AllAsync(ct)).Select(p => p.Plan).ToList();
        var vehicles = new PlanVehicles([.. all.SelectMany(p => p.Vehicles.Ids).Distinct(StringComparer.Ordinal)], [.. WorkKinds.Table.VehicleKinds, .. all.SelectMany(p => p.Vehicles.Kinds)])
            .In(registry);
        var read = await reader.ReadAsync(vehicles, days.StartOf(first), days.StartOf(last.AddDays(1)), ct);
        var latest = await reader.PlaceAsync(read.Readings.TakeLast(MaxReadings), ct);
        IReadOnlyList<BinReading> readings = [.. read.Readings.SkipLast(MaxReadings), .. latest];
        var totals = BinTotals.Of(readings, all, registry, days);
        return form == SheetForm.Json
            ? Results.Json(BinsView.Of(totals, read.Unreadable, latest, devices), ApiJson.Options)
            : await SheetForm.FileAsync(BinSheet.Of(totals, Language.Of(context.Request)), form, $"bins-{from}-{to}", ct);
    }
}

/// <summary>Answer of <c>GET /sanitation/bins</c>.</summary>
/// <param name="Totals">Counted in every way.</param>
/// <param name="Unreadable">Events of bins without a tag that can be read.</param>
/// <param name="Latest">The last readings, newest first.</param>
public sealed record BinsView(BinTotals Totals, int Unreadable, IReadOnlyList<BinReadingView> Latest)
{
    /// <summary>Bins in the form of the contract.</summary>
    public static BinsView Of(BinTotals totals, int unreadable, IEnumerable<BinReading> latest, DeviceDirectory devices) => new(
        totals, unreadable,
        [
            .. latest.OrderByDescending(r => r.At)
                .Select(r => new BinReadingView(r.Tag, r.At, new Named(r.Vehicle, devices.NameOf(r.Vehicle)), r.WeightKg, r.Place?.Lon, r.Place?.Lat)),
        ]);
}

/// <summary>A bin that was read.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="At">Unix ms.</param>
/// <param name="Vehicle">By whom.</param>
/// <param name="WeightKg">Its weight; null if it was not weighed.</param>
/// <param name="Lon">Degrees east; null if nobody knows.</param>
/// <param name="Lat">Degrees north.</param>
public sealed record BinReadingView(string Tag, long At, Named Vehicle, double? WeightKg, double? Lon, double? Lat);
