using System.Globalization;

namespace UrbanGrid.Casework.Law;

/// <summary>What the actor fills in for a step; which of it counts, the law says.</summary>
public sealed record CaseActionInput
{
    /// <summary>A step with nothing to fill in.</summary>
    public static CaseActionInput None { get; } = new();

    /// <summary>Reason or result, at most 2000 characters.</summary>
    public string? Opinion { get; init; }

    /// <summary>Rule or list it rests on, at most 2000 characters.</summary>
    public string? Basis { get; init; }

    /// <summary>Code of the department to dispatch to.</summary>
    public string? Department { get; init; }

    /// <summary>Codes of the departments that help.</summary>
    public IReadOnlyList<string> Assisting { get; init; } = [];

    /// <summary>One of the results that the step knows.</summary>
    public string? Result { get; init; }

    /// <summary>Class code; null keeps the reported one.</summary>
    public string? Category { get; init; }

    /// <summary>Filing condition; null keeps the reported one.</summary>
    public string? Condition { get; init; }

    /// <summary>Files that show it, at most 50.</summary>
    public IReadOnlyList<EvidenceLink> Evidence { get; init; } = [];

    /// <summary>User id of a collector; whoever calls has made sure that there is such a one.</summary>
    public string? Collector { get; init; }

    /// <summary>User id of a handler; whoever calls has made sure that there is such a one.</summary>
    public string? Handler { get; init; }

    /// <summary>When a hung-up case shall go on, Unix ms.</summary>
    public long? ResumeAt { get; init; }

    /// <summary>Number of another case.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>One of <see cref="ActionInput.Satisfactions"/>.</summary>
    public string? Satisfaction { get; init; }

    /// <summary>True: the closing condition was looked at and is met.</summary>
    public bool ClosingMet { get; init; }

    /// <summary>The text given for a required input.</summary>
    internal string? ValueOf(string need) => need switch
    {
        ActionInput.Opinion => Opinion,
        ActionInput.Basis => Basis,
        ActionInput.Department => Department,
        ActionInput.Assisting => Assisting.Count > 0 ? Assisting[0] : null,
        ActionInput.Result => Result,
        ActionInput.Category => Category,
        ActionInput.Condition => Condition,
        ActionInput.Evidence => Evidence.Count > 0 ? Evidence[0].Sha256 : null,
        ActionInput.Collector => Collector,
        ActionInput.Handler => Handler,
        ActionInput.ResumeAt => ResumeAt?.ToString(CultureInfo.InvariantCulture),
        ActionInput.DuplicateOf => DuplicateOf,
        ActionInput.Satisfaction => Satisfaction,
        ActionInput.ClosingMet => ClosingMet ? "yes" : null,
        _ => null,
    };
}
