namespace UrbanGrid.Casework.Law;

/// <summary>What the law looks at to decide about a step.</summary>
public sealed record CaseFacts
{
    /// <summary>Key of the state.</summary>
    public required string State { get; init; }

    /// <summary>Key of the source of the report.</summary>
    public string Source { get; init; } = "";

    /// <summary>User id of whoever reported it; null: not known.</summary>
    public string? Reporter { get; init; }

    /// <summary>Department that has the case.</summary>
    public string? Department { get; init; }

    /// <summary>Departments that still have to do their part.</summary>
    public IReadOnlyList<string> Assisting { get; init; } = [];

    /// <summary>Open request, a key of <see cref="CaseRequests"/>.</summary>
    public string? Request { get; init; }

    /// <summary>User id of the handler who has it.</summary>
    public string? Handler { get; init; }

    /// <summary>User id of the collector who has the task; null: whoever watches the grid.</summary>
    public string? TaskCollector { get; init; }

    /// <summary>What the collector found before filing; null: nobody has looked.</summary>
    public string? Verified { get; init; }

    /// <summary>What was found since the department's feedback; null: nobody has looked.</summary>
    public string? Checked { get; init; }

    /// <summary>A picture of the check was added since the department's feedback.</summary>
    public bool HasCheckPicture { get; init; }

    /// <summary>Returns granted.</summary>
    public int Returns { get; init; }

    /// <summary>Delays granted to the department that has it.</summary>
    public int Delays { get; init; }

    /// <summary>Times hung up.</summary>
    public int HangUps { get; init; }

    /// <summary>A ruling binds the department.</summary>
    public bool IsRuled { get; init; }

    /// <summary>The handling clock has passed, or had passed, its deadline.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>The department has appealed before.</summary>
    public bool HasAppealed { get; init; }

    /// <summary>A leader waits for an answer.</summary>
    public bool IsSupervised { get; init; }
}
