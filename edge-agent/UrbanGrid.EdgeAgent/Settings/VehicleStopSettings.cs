namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>A collection point at which a simulated refuse truck stops.</summary>
public sealed record VehicleStopSettings
{
    /// <summary>Degrees north; the truck stops at the nearest point of its line.</summary>
    public double Lat { get; init; }

    /// <summary>Degrees east.</summary>
    public double Lon { get; init; }

    /// <summary>How long it stands, seconds.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>It passes by without a stop until so many minutes have gone since the last one.</summary>
    public double EveryMinutes { get; init; } = 60;

    /// <summary>Bins that are emptied meanwhile, one after the other.</summary>
    public IReadOnlyList<VehicleBinSettings> Bins { get; init; } = [];
}

/// <summary>A bin that is read and weighed.</summary>
public sealed record VehicleBinSettings
{
    /// <summary>RFID tag.</summary>
    public string Tag { get; init; } = "";

    /// <summary>What it usually weighs, kg; it varies by a fifth.</summary>
    public double WeightKg { get; init; } = 120;
}
