using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Storage.Postgres;

namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>One column on its way from SQLite to PostgreSQL.</summary>
/// <param name="Name">Name in both.</param>
/// <param name="Type">PostgreSQL type.</param>
/// <param name="Inserted">False for a key of the source that means nothing in the target.</param>
internal sealed record CopyColumn(string Name, string Type, bool Inserted = true)
{
    public object? Read(SqliteDataReader row, int column) =>
        row.IsDBNull(column)
            ? null
            : Type switch
            {
                "text" => PostgresText.Clean(row.GetString(column)),
                "double precision" => row.GetDouble(column),
                "bytea" => row.GetFieldValue<byte[]>(column),
                "integer" => row.GetInt32(column),
                _ => row.GetInt64(column),
            };

    /// <summary>The column of many rows, as PostgreSQL takes it.</summary>
    public Array Collect(IReadOnlyList<object?[]> rows, int column) => Type switch
    {
        "text" => (Array)rows.Select(r => (string?)r[column]).ToArray(),
        "double precision" => rows.Select(r => (double?)r[column]).ToArray(),
        "bytea" => rows.Select(r => (byte[]?)r[column]).ToArray(),
        "integer" => rows.Select(r => r[column] is { } number ? (int?)Convert.ToInt32(number, null) : null).ToArray(),
        _ => rows.Select(r => (long?)r[column]).ToArray(),
    };
}
