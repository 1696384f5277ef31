namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>What a copy has come to, table by table.</summary>
/// <param name="Tables">Every table of every file, in the order in which they were copied.</param>
public sealed record CopyReport(IReadOnlyList<CopiedTable> Tables)
{
    /// <summary>Whether every row of the source is in the target.</summary>
    public bool IsComplete => Tables.All(t => t.IsComplete);
}

/// <summary>Counts of one table of one file, taken after the copy.</summary>
/// <param name="File">File name in the source, e.g. <c>telemetry-2026-11.db</c>.</param>
/// <param name="Table">Table.</param>
/// <param name="Source">Rows in the source.</param>
/// <param name="Copied">Rows that were sent to the target and committed there, in this run and those before.</param>
/// <param name="Target">Rows in the target, of the same month; more than <paramref name="Source"/> if it had others before.</param>
public sealed record CopiedTable(string File, string Table, long Source, long Copied, long Target)
{
    /// <summary>Whether every row of the source is in the target.</summary>
    public bool IsComplete => Copied == Source && Target >= Source;
}

/// <summary>How far a copy is.</summary>
/// <param name="File">File name in the source.</param>
/// <param name="Table">Table.</param>
/// <param name="Copied">Rows of it that are committed.</param>
/// <param name="Total">Rows it has.</param>
public sealed record CopyProgress(string File, string Table, long Copied, long Total);
