namespace UrbanGrid.Hub.Vehicles.Tasks;

/// <summary>How a task of a vehicle ended.</summary>
public enum VehicleTaskEnd
{
    /// <summary>It was done.</summary>
    Done,
    /// <summary>It was called off.</summary>
    Cancelled,
}

/// <summary>A task (派遣任务): a vehicle is sent to the place of a case. What became of the message is known from its command.</summary>
public sealed class VehicleTask
{
    /// <summary>Id of the command that carries the message.</summary>
    public required string Id { get; init; }

    /// <summary>The case it is about.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>The vehicle.</summary>
    public required string VehicleId { get; init; }

    /// <summary>What the driver is told.</summary>
    public required string Message { get; init; }

    /// <summary>Who sent it, Chinese name.</summary>
    public required string By { get; init; }

    /// <summary>When, Unix ms.</summary>
    public required long At { get; init; }

    /// <summary>When it ended, Unix ms; null while it is open.</summary>
    public long? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public VehicleTaskEnd? End { get; init; }
}
