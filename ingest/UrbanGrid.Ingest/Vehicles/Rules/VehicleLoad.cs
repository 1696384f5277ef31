using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>Whether a vehicle carries something.</summary>
internal enum LoadState
{
    /// <summary>Nobody said so far.</summary>
    Unknown,
    /// <summary>Empty (空车).</summary>
    Empty,
    /// <summary>Something between.</summary>
    Partly,
    /// <summary>Loaded (重车).</summary>
    Loaded,
}

/// <summary>What a vehicle carries, by its load bits, its scale or its own words; the last word stands until another comes.</summary>
internal sealed class VehicleLoad
{
    private double _loadedShare = 0.5;
    private double _emptyShare = 0.2;
    private double _loadedT = 3;
    private double _emptyT = 1;

    public LoadState State { get; private set; }

    /// <summary>As last told: a share of 1, or tonnes.</summary>
    public double Value { get; private set; }

    /// <summary>Unit of <see cref="Value"/>: nothing, or <c>t</c>.</summary>
    public string Unit { get; private set; } = "";

    public bool IsLoaded => State == LoadState.Loaded;

    public void Bind(VehicleProfile vehicle)
    {
        const string Load = VehicleRuleKey.Load;
        (_loadedShare, _emptyShare) = (vehicle.Number(Load, "loaded_share"), vehicle.Number(Load, "empty_share"));
        (_loadedT, _emptyT) = (vehicle.Number(Load, "loaded_t"), vehicle.Number(Load, "empty_t"));
    }

    public void Take(PositionSample fix)
    {
        if (fix.Attributes.TryGetValue(VehicleAttributes.LoadTonnes, out var tonnes))
        {
            (Value, Unit, State) = (tonnes, "t", Judge(tonnes, _loadedT, _emptyT));
        }
        else if (fix.Attributes.TryGetValue(VehicleAttributes.LoadShare, out var share))
        {
            (Value, Unit, State) = (share, "", Judge(share, _loadedShare, _emptyShare));
        }
    }

    private static LoadState Judge(double value, double loaded, double empty) =>
        value >= loaded ? LoadState.Loaded : value <= empty ? LoadState.Empty : LoadState.Partly;
}
