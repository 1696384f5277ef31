using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>Bins counted together.</summary>
/// <param name="Bins">How many were read.</param>
/// <param name="Weighed">How many of them have a weight.</param>
/// <param name="WeightKg">What these weighed together, kg.</param>
public sealed record BinSum(int Bins, int Weighed, double WeightKg)
{
    /// <summary>The sum of some readings.</summary>
    public static BinSum Of(IReadOnlyCollection<BinReading> readings) =>
        new(readings.Count, readings.Count(r => r.WeightKg is not null), readings.Sum(r => r.WeightKg ?? 0));
}

/// <summary>What was read of one bin.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Plan">Plan it belongs to; null if no plan knows it.</param>
/// <param name="Stop">Its collection point.</param>
/// <param name="Owner">Whose refuse it is.</param>
/// <param name="Sum">How often and how much.</param>
/// <param name="LastAt">When last, Unix ms.</param>
/// <param name="LastVehicle">By which vehicle.</param>
/// <param name="LastPlace">Where; null if nobody knows.</param>
public sealed record BinTotal(
    string Tag, Named? Plan, LocalText? Stop, string? Owner, BinSum Sum, long LastAt, string LastVehicle, Contracts.GeoPoint? LastPlace);

/// <summary>Bins counted by something.</summary>
/// <param name="Subject">By what; null for what belongs to nothing.</param>
/// <param name="Sum">How many and how much.</param>
public sealed record BinGroup(Named? Subject, BinSum Sum);

/// <summary>The bins of some days, counted in every way that is asked for.</summary>
/// <param name="Total">All of them.</param>
/// <param name="ByBin">By tag; tags that no plan knows come last.</param>
/// <param name="ByOwner">By enterprise (来源单位).</param>
/// <param name="ByPlan">By plan.</param>
/// <param name="ByDay">By day of the city.</param>
public sealed record BinTotals(
    BinSum Total, IReadOnlyList<BinTotal> ByBin, IReadOnlyList<BinGroup> ByOwner, IReadOnlyList<BinGroup> ByPlan, IReadOnlyList<BinGroup> ByDay)
{
    /// <summary>Counts.</summary>
    /// <param name="readings">Oldest first.</param>
    /// <param name="plans">Which plan's bin is which.</param>
    /// <param name="registry">Which vehicle is whose.</param>
    /// <param name="days">The city's days.</param>
    public static BinTotals Of(IReadOnlyList<BinReading> readings, IReadOnlyList<WorkPlan> plans, DeviceRegistry registry, CityDays days)
    {
        var known = new KnownBins(plans, registry);
        var told = readings.Select(r => (Reading: r, Bin: known.Find(r))).ToList();
        return new BinTotals(
            BinSum.Of(readings),
            [
                .. told.GroupBy(t => t.Reading.Tag, StringComparer.Ordinal).OrderBy(g => g.First().Bin is null).ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => TotalOf([.. g.Select(t => t.Reading)], g.Last().Bin)),
            ],
            Groups(told, t => t.Bin?.Stop.Owner is { } owner ? new Named(owner, new LocalText(owner, owner)) : null),
            Groups(told, t => t.Bin is { } bin ? new Named(bin.Plan.Id, bin.Plan.Name) : null),
            Groups(told, t => CityDays.Text(days.Of(t.Reading.At)) is var day ? new Named(day, new LocalText(day, day)) : null));
    }

    private static BinTotal TotalOf(IReadOnlyList<BinReading> readings, KnownBin? bin) => new(
        readings[0].Tag, bin is null ? null : new Named(bin.Plan.Id, bin.Plan.Name), bin?.Stop.Name, bin?.Stop.Owner,
        BinSum.Of(readings), readings[^1].At, readings[^1].Vehicle, readings[^1].Place);

    private static List<BinGroup> Groups(List<(BinReading Reading, KnownBin? Bin)> told, Func<(BinReading Reading, KnownBin? Bin), Named?> by) =>
    [
        .. told.Select(t => (By: by(t), t.Reading)).GroupBy(t => t.By?.Key, StringComparer.Ordinal)
            .OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new BinGroup(g.First().By, BinSum.Of([.. g.Select(t => t.Reading)]))),
    ];
}
