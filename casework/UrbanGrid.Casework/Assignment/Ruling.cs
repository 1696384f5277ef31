using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Assignment;

/// <summary>A binding ruling (裁决) of the knowledge base. Times are Unix ms.</summary>
public sealed record Ruling
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Case it was made for.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>Class it is about.</summary>
    public required NamedCode Category { get; init; }

    /// <summary>Component it is about, if one.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>Unit grid (单元网格) it is about, if the place lies in one.</summary>
    public string? GridCode { get; init; }

    /// <summary>Department that answers for it.</summary>
    public required NamedCode Department { get; init; }

    /// <summary>What it rests on (依据).</summary>
    public required string Basis { get; init; }

    /// <summary>Who ruled: both names.</summary>
    public required string RuledBy { get; init; }

    /// <summary>When.</summary>
    public required long RuledAt { get; init; }

    /// <summary>When it stopped to count; null: it counts.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Who ended it.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Why.</summary>
    public string? EndReason { get; init; }
}
