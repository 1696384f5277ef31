namespace UrbanGrid.Ingest.Vehicles.Journeys;

/// <summary>A vehicle's day under way.</summary>
internal sealed class DayMemory
{
    public DateOnly Date { get; set; }

    /// <summary>First moment after it, Unix ms.</summary>
    public long EndAt { get; set; }

    public double DistanceM { get; set; }

    public double MaxKmh { get; set; }

    public double MovingS { get; set; }

    public double IdleS { get; set; }

    public double EngineS { get; set; }

    public int Trips { get; set; }

    public TankMemory Fuel { get; set; } = new();

    public TankMemory Water { get; set; } = new();

    /// <summary>The day after, or any later one, with the tanks as they are.</summary>
    public static DayMemory Begin(CityCalendar calendar, long timestamp, DayMemory? before)
    {
        var date = calendar.DayOf(timestamp);
        return new DayMemory
        {
            Date = date, EndAt = calendar.EndOf(date),
            Fuel = TankMemory.After(before?.Fuel), Water = TankMemory.After(before?.Water),
        };
    }

    public VehicleDay Tell(string vehicleId) => new(
        vehicleId, Date, Math.Round(DistanceM / 1_000, 3), MaxKmh, Math.Round(MovingS, 1), Math.Round(IdleS, 1), Math.Round(EngineS, 1), Trips)
    {
        FuelL = Fuel.Used, WaterL = Water.Used,
    };
}

/// <summary>The level of a tank over a day, litres. What sloshes evens out: used is what it began with, less what is left, and what was filled in.</summary>
internal sealed class TankMemory
{
    public double? First { get; set; }

    public double? Last { get; set; }

    public double Filled { get; set; }

    /// <summary>Litres used; null if the terminal does not measure them.</summary>
    public double? Used => First is { } first && Last is { } last ? Math.Round(Math.Max(0, first - last + Filled), 1) : null;

    public static TankMemory After(TankMemory? before) => new() { First = before?.Last, Last = before?.Last };

    /// <summary>Takes a level; a rise of at least <paramref name="fillL"/> litres from one fix to the next is a filling.</summary>
    public void Take(double level, double fillL)
    {
        First ??= level;
        if (Last is { } last && level - last >= fillL)
        {
            Filled += level - last;
        }

        Last = level;
    }
}
