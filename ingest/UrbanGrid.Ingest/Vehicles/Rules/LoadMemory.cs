using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>A load that went outside every site.</summary>
/// <param name="At">First fix with less than a load, Unix ms.</param>
/// <param name="Place">Where that was.</param>
/// <param name="Before">What it carried, in the unit of the load.</param>
internal sealed record LoadGone(long At, GeoPoint Place, double Before);

/// <summary>Remembers when and where a vehicle was last loaded, to find out where its load went.</summary>
internal sealed class LoadMemory
{
    private long _dropMs;
    private double _spillKmh;
    private (long At, double Value, bool InSite)? _loaded;
    private (long At, GeoPoint Place)? _falling;

    /// <summary>Whether the load went while the vehicle drove on.</summary>
    public bool WentOnTheWay { get; private set; }

    public void Bind(VehicleProfile vehicle)
    {
        const string Rule = VehicleRuleKey.DumpingSuspected;
        (_dropMs, _spillKmh) = (vehicle.Ms(Rule, "drop_s"), vehicle.Number(Rule, "spill_kmh"));
    }

    /// <summary>Takes a fix; tells a load that went since it was last loaded, unless it was in a site then or is now, or too much time lies between.</summary>
    public LoadGone? Take(VehicleSituation now, bool inSite)
    {
        if (now.Load.IsLoaded)
        {
            (_loaded, _falling, WentOnTheWay) = ((now.Time, now.Load.Value, inSite), null, now.SpeedKmh > _spillKmh);
            return null;
        }

        if (_loaded is not { } loaded)
        {
            return null;
        }

        _falling ??= (now.Time, now.Place);
        WentOnTheWay &= now.SpeedKmh > _spillKmh;
        if (now.Load.State != LoadState.Empty)
        {
            return null;
        }

        var (at, place) = _falling.Value;
        (_loaded, _falling) = (null, null);
        return inSite || loaded.InSite || now.Time - loaded.At > _dropMs ? null : new LoadGone(at, place, loaded.Value);
    }
}
