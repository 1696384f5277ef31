namespace UrbanGrid.Casework.Law;

/// <summary>Where cases wait for somebody (待办), in a form that a database can filter by.</summary>
public sealed record Waiting
{
    /// <summary>States in which any case waits.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>States in which the cases of the actor's department wait.</summary>
    public required IReadOnlyList<string> OfDepartment { get; init; }

    /// <summary>States in which a task waits that nobody else has.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>States in which a case waits that is assigned to the actor.</summary>
    public required IReadOnlyList<string> Assigned { get; init; }

    /// <summary>States in which the actor's department has a part to do.</summary>
    public required IReadOnlyList<string> Assisting { get; init; }

    /// <summary>Requests that wait to be decided.</summary>
    public required IReadOnlyList<string> Requests { get; init; }
}
