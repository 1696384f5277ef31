namespace UrbanGrid.Casework.Tables;

/// <summary>One row of a CSV file, fields trimmed and by column name.</summary>
/// <param name="Line">Line of the file, the header is 1.</param>
/// <param name="Fields">Column → text.</param>
internal sealed record CsvRow(long Line, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Text of a column; empty when the column or the field is missing.</summary>
    public string this[string column] => Fields.GetValueOrDefault(column) ?? "";

    /// <summary>Text of a column; null when the column or the field is missing or empty.</summary>
    public string? Filled(string column) => this[column] is { Length: > 0 } text ? text : null;
}
