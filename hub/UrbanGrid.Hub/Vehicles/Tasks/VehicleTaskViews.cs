using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Devices;

namespace UrbanGrid.Hub.Vehicles.Tasks;

/// <summary>A vehicle that could be sent to a case.</summary>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="DistanceM">Metres from the place, as the crow flies.</param>
/// <param name="Free">Whether it has no open task.</param>
/// <param name="TaskOf">Number of the case it is sent to now; null if none.</param>
public sealed record NearVehicleView(VehicleView Vehicle, double DistanceM, bool Free, string? TaskOf);

/// <summary>Vehicles around a case, and those that were sent to it.</summary>
/// <param name="Near">The nearest that were heard lately, free ones first.</param>
/// <param name="Tasks">Tasks of the case, newest first.</param>
public sealed record CaseVehiclesView(IReadOnlyList<NearVehicleView> Near, IReadOnlyList<VehicleTaskView> Tasks);

/// <summary>A task of a vehicle.</summary>
public sealed record VehicleTaskView
{
    public required string Id { get; init; }
    public required string CaseNumber { get; init; }
    public required string VehicleId { get; init; }
    public required Casework.LocalText VehicleName { get; init; }
    public required string Message { get; init; }
    public required string By { get; init; }
    public required long At { get; init; }
    /// <summary>Where the message stands: waiting, sent, answered, failed, timedOut, cancelled.</summary>
    public required CommandState? Delivery { get; init; }
    /// <summary>When the terminal answered.</summary>
    public required long? AnsweredAt { get; init; }
    public required string? Error { get; init; }
    /// <summary>Metres between the vehicle and the case now; null where either has no place.</summary>
    public required double? DistanceM { get; init; }
    public required long? EndedAt { get; init; }
    public required VehicleTaskEnd? End { get; init; }
}

/// <summary>Body of <c>POST /cases/{number}/vehicles/{id}</c>; without a message the driver is told class and address of the case.</summary>
public sealed record NewVehicleTask(string? Message);

/// <summary>Body of <c>POST /vehicles/tasks/{id}/end</c>.</summary>
public sealed record VehicleTaskEnding(VehicleTaskEnd? End);
