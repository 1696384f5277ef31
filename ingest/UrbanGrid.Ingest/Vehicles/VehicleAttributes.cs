namespace UrbanGrid.Ingest.Vehicles;

/// <summary>
/// Names of the numbers that come with a fix (<see cref="Observations.PositionSample.Attributes"/>), whatever the terminal
/// speaks. Yes and no are 1 and 0. Whoever reads a protocol writes these names; rules and reports read no others.
/// </summary>
public static class VehicleAttributes
{
    /// <summary>Whether the engine is on (ACC 开关).</summary>
    public const string Ignition = "ignition";

    /// <summary>How full it is, 0 empty (空车), 0.5 half (半载), 1 full (满载).</summary>
    public const string LoadShare = "load_share";

    /// <summary>What it carries, tonnes.</summary>
    public const string LoadTonnes = "load";

    /// <summary>Whether its box is lifted (举升).</summary>
    public const string Lifted = "lifted";

    /// <summary>Whether the cover of its box is open (密闭装置打开).</summary>
    public const string BoxOpen = "box_open";

    /// <summary>Metres it has driven, by its own counter, in kilometres.</summary>
    public const string OdometerKm = "odometer_km";

    /// <summary>Fuel in the tank, litres.</summary>
    public const string FuelLitres = "fuel_l";

    /// <summary>Speed of the tachograph (行驶记录仪), km/h.</summary>
    public const string RecorderKmh = "recorder_kmh";

    /// <summary>Satellites in use.</summary>
    public const string Satellites = "satellites";

    /// <summary>Strength of the radio network, 0..100.</summary>
    public const string Signal = "signal";

    /// <summary>Charge of the terminal's or phone's own battery, percent.</summary>
    public const string BatteryPercent = "battery";

    /// <summary>Whether the receiver had a fix (定位); absent means yes.</summary>
    public const string Valid = "valid";

    /// <summary>Whether the main power is cut (主电源掉电).</summary>
    public const string PowerCut = "power_cut";

    /// <summary>The 32 alarm bits of JT/T 808 table 24, as a number; absent where the terminal speaks something else.</summary>
    public const string AlarmBits = "alarm_bits";

    /// <summary>The 32 status bits of JT/T 808 table 25, as a number.</summary>
    public const string StatusBits = "status_bits";

    /// <summary>Whether it was kept by the terminal while the network was away (盲区补报).</summary>
    public const string Spooled = "spooled";

    /// <summary>Litres of water in the tank, of a sprinkler.</summary>
    public const string WaterLitres = "water_l";

    /// <summary>Whether its brushes, nozzle or arm are at work (作业).</summary>
    public const string Working = "working";
}
