using UrbanGrid.Casework;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Hub.Cases;

/// <summary>Body of <c>POST /cases/{number}/actions/{action}</c>: what the step asks for, see <see cref="ActionInput"/>; the rest is left out.</summary>
public sealed record CaseStep
{
    /// <summary>Written reason or result.</summary>
    public string? Opinion { get; init; }

    /// <summary>Rule or list it rests on (依据).</summary>
    public string? Basis { get; init; }

    /// <summary>Code of the main department (主办).</summary>
    public string? Department { get; init; }

    /// <summary>Codes of the assisting departments (协办).</summary>
    public IReadOnlyList<string>? Assisting { get; init; }

    /// <summary>One of the results that the step lists.</summary>
    public string? Result { get; init; }

    /// <summary>Class code, where the reported one is wrong.</summary>
    public string? Category { get; init; }

    /// <summary>Filing condition (立案条件).</summary>
    public string? Condition { get; init; }

    /// <summary>Sign-in name of a collector (监督员).</summary>
    public string? Collector { get; init; }

    /// <summary>Sign-in name of a handler (处置人员).</summary>
    public string? Handler { get; init; }

    /// <summary>When a hung-up case goes on, Unix ms.</summary>
    public long? ResumeAt { get; init; }

    /// <summary>Number of the case that goes on.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>What the reporter says: <c>very_satisfied</c>, <c>satisfied</c> or <c>unsatisfied</c>.</summary>
    public string? Satisfaction { get; init; }

    /// <summary>The closing condition was looked at and is met.</summary>
    public bool? ClosingMet { get; init; }

    /// <summary>The step as casework takes it; people in it are checked elsewhere.</summary>
    public CaseActionInput ToInput(IReadOnlyList<EvidenceLink> evidence) => new()
    {
        Opinion = Opinion,
        Basis = Basis,
        Department = Named(Department),
        Assisting = Assisting ?? [],
        Result = Named(Result),
        Category = Named(Category),
        Condition = Named(Condition),
        Evidence = evidence,
        Collector = Named(Collector),
        Handler = Named(Handler),
        ResumeAt = ResumeAt,
        DuplicateOf = Named(DuplicateOf),
        Satisfaction = Named(Satisfaction),
        ClosingMet = ClosingMet ?? false,
    };

    /// <summary>A field that was emptied again says nothing.</summary>
    private static string? Named(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
