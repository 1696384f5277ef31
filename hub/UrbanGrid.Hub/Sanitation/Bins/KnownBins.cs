using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>A bin that a plan knows.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Stop">Its collection point.</param>
public sealed record KnownBin(WorkPlan Plan, PlanStop Stop);

/// <summary>Which plan's bin is which.</summary>
public sealed class KnownBins
{
    private readonly ILookup<string, KnownBin> _byTag;
    private readonly Dictionary<string, IReadOnlySet<string>> _vehicles;

    /// <param name="plans">All plans.</param>
    /// <param name="registry">Which vehicle is of which kind.</param>
    public KnownBins(IReadOnlyList<WorkPlan> plans, DeviceRegistry registry)
    {
        _byTag = plans.SelectMany(p => p.Stops.SelectMany(s => s.Bins.Select(tag => (tag, Bin: new KnownBin(p, s)))))
            .ToLookup(b => b.tag, b => b.Bin, StringComparer.Ordinal);
        _vehicles = plans.ToDictionary(p => p.Id, p => (IReadOnlySet<string>)p.Vehicles.In(registry).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whose bin was read; of several plans that know it, the one whose vehicle read it; null if nobody's.</summary>
    public KnownBin? Find(BinReading reading)
    {
        var known = _byTag[reading.Tag].ToList();
        return known.FirstOrDefault(b => _vehicles[b.Plan.Id].Contains(reading.Vehicle)) ?? known.FirstOrDefault();
    }
}
