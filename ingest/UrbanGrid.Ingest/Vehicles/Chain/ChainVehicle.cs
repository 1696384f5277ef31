using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles.Journeys;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>A vehicle as the handlers see it: what the registry says, what they remember, and its rules.</summary>
internal sealed class ChainVehicle
{
    /// <summary>As the registry has it now.</summary>
    public required Device Device { get; set; }

    /// <summary>Whether its terminal sends GCJ-02.</summary>
    public required bool Shifted { get; set; }

    /// <summary>Its thresholds.</summary>
    public required VehicleSettings Settings { get; set; }

    /// <summary>The city's days.</summary>
    public required CityCalendar Calendar { get; set; }

    /// <summary>What the handlers remember of it.</summary>
    public VehicleMemory Memory { get; set; } = new();

    /// <summary>Whether the fix in hand was judged before the hub restarted.</summary>
    public bool IsReplay { get; set; }

    /// <summary>Its rules; null where a stored track is worked out once more, which raises no alarms.</summary>
    public VehicleRuleBook? Rules { get; init; }
}
