using System.Data.Common;

namespace UrbanGrid.Hub.Moving;

/// <summary>Reads the rows of a table from either database, as values of the same types.</summary>
public static class TableRows
{
    /// <summary>All rows in the order of the key.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="table">The table.</param>
    /// <param name="skip">Rows that are left out at the beginning.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async IAsyncEnumerable<object[]> ReadAsync(
        DbConnection connection, MovedTable table, long skip,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the model.
        command.CommandText = table.SelectInOrder;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var left = skip; left > 0 && await reader.ReadAsync(cancellationToken); left--)
        {
        }

        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? DBNull.Value : Value(reader, i, table.Types[i]);
            }

            yield return row;
        }
    }

    private static object Value(DbDataReader reader, int column, Type type) =>
        type == typeof(string) ? reader.GetString(column)
        : type == typeof(long) ? reader.GetInt64(column)
        : type == typeof(int) ? reader.GetInt32(column)
        : type == typeof(bool) ? reader.GetBoolean(column)
        : type == typeof(double) ? reader.GetDouble(column)
        : type == typeof(byte[]) ? reader.GetFieldValue<byte[]>(column)
        : type == typeof(DateTimeOffset) ? reader.GetFieldValue<DateTimeOffset>(column).ToUniversalTime()
        : throw new NotSupportedException($"Columns of type {type.Name} cannot be moved yet.");
}
