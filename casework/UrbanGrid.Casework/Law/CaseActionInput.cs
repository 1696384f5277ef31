namespace UrbanGrid.Casework.Law;

/// <summary>What the actor fills in for a step; which of it counts, the law says.</summary>
public sealed record CaseActionInput
{
    /// <summary>A step with nothing to fill in.</summary>
    public static CaseActionInput None { get; } = new();

    /// <summary>Reason or result, at most 2000 characters.</summary>
    public string? Opinion { get; init; }

    /// <summary>Code of the department to dispatch to.</summary>
    public string? Department { get; init; }

    /// <summary><c>pass</c> or <c>fail</c>.</summary>
    public string? Result { get; init; }

    /// <summary>Filing condition; null keeps the reported one.</summary>
    public string? Condition { get; init; }

    /// <summary>Files that show it, at most 50.</summary>
    public IReadOnlyList<EvidenceLink> Evidence { get; init; } = [];

    /// <summary>The text given for a required input.</summary>
    internal string? ValueOf(string need) => need switch
    {
        ActionInput.Opinion => Opinion,
        ActionInput.Department => Department,
        ActionInput.Result => Result,
        ActionInput.Condition => Condition,
        ActionInput.Evidence => Evidence.Count > 0 ? Evidence[0].Sha256 : null,
        _ => null,
    };
}
