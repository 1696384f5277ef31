using Microsoft.Data.Sqlite;
using Npgsql;

namespace UrbanGrid.Hub.Store;

/// <summary>Tells a database that cannot work at the moment from a fault of the hub.</summary>
public static class DatabaseTrouble
{
    /// <summary>Classes of SQLSTATE (PostgreSQL manual, appendix A) that pass by themselves: connection, resources, operator.</summary>
    private static readonly string[] PassingClasses = ["08", "53", "57P", "58"];

    /// <summary>SQLITE_BUSY, SQLITE_IOERR and SQLITE_FULL (sqlite.org/rescode.html).</summary>
    private static readonly int[] PassingSqliteCodes = [5, 10, 13];

    /// <summary>Whether the same may work later: the server is away or starts, or the disk is full.</summary>
    public static bool IsPassing(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException said:
                    return said.IsTransient || PassingClasses.Any(c => said.SqlState.StartsWith(c, StringComparison.Ordinal));
                case NpgsqlException { IsTransient: true }:
                    return true;
                case SqliteException file:
                    return PassingSqliteCodes.Contains(file.SqliteErrorCode);
            }
        }

        return false;
    }

    /// <summary>Does something that must not be dropped, again and again until the database takes it; any other fault is thrown.</summary>
    public static async Task OutlastAsync(Func<Task> act, Action<Exception> tell, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception problem) when (IsPassing(problem))
            {
                tell(problem);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }
}
