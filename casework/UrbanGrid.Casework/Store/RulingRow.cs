namespace UrbanGrid.Casework.Store;

/// <summary>A binding ruling (裁决) as the knowledge base keeps it: what it was about, and who answers for it. Times are Unix ms.</summary>
internal sealed class RulingRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>Case it was made for.</summary>
    public required string CaseNumber { get; set; }

    /// <summary>Class of that case.</summary>
    public required string Category { get; set; }

    /// <summary>Component of that case, if it had one.</summary>
    public string? ComponentCode { get; set; }

    /// <summary>WGS-84 degrees north.</summary>
    public double Lat { get; set; }

    /// <summary>WGS-84 degrees east.</summary>
    public double Lon { get; set; }

    /// <summary>Unit grid (单元网格), if it lay in one.</summary>
    public string? GridCode { get; set; }

    /// <summary>Department that answers for it.</summary>
    public required string Department { get; set; }

    /// <summary>What the ruling rests on (依据), or its reason.</summary>
    public required string Basis { get; set; }

    /// <summary>Name of whoever ruled.</summary>
    public required string RuledBy { get; set; }

    /// <summary>When.</summary>
    public long RuledAt { get; set; }

    /// <summary>When it stopped to count; null: it counts.</summary>
    public long? EndedAt { get; set; }

    /// <summary>Name of whoever ended it.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Why.</summary>
    public string? EndReason { get; set; }
}
