using Microsoft.Data.Sqlite;
using Npgsql;
using UrbanGrid.Ingest.Storage.Postgres;

namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>
/// Copies telemetry from SQLite files to PostgreSQL: file by file, table by table, in slices by key, each in a transaction
/// together with how far it has come. An interrupted copy goes on where it was; a repeated one finds nothing to do, or
/// copies what has been added. The hub that writes the source must not run.
/// </summary>
public static class TelemetryCopy
{
    private const int SliceRows = 20_000;

    /// <summary>Copies everything and counts it on both sides.</summary>
    /// <param name="sourceFolder">Folder of the SQLite store.</param>
    /// <param name="targetConnection">Npgsql connection string of the target; its tables are made if they are not there.</param>
    /// <param name="progress">Told after every slice.</param>
    /// <param name="cancellationToken">Interrupts it after the slice under way.</param>
    /// <returns>Counts of every table; look at <see cref="CopyReport.IsComplete"/>.</returns>
    /// <exception cref="TelemetryUnavailableException">The target does not answer.</exception>
    public static async Task<CopyReport> RunAsync(
        string sourceFolder, string targetConnection, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        await using var gate = new PostgresGate(targetConnection, retention: null);
        try
        {
            await using var target = await gate.OpenAsync(cancellationToken);
            await CopyCursor.PrepareAsync(target, cancellationToken);
            var tables = new List<CopiedTable>();
            foreach (var (notes, of) in Files(sourceFolder).Where(f => File.Exists(f.Path)))
            {
                await using var source = await SqliteFile.OpenReaderAsync(notes, cancellationToken);
                var file = new CopyFile(source, target, Path.GetFileName(notes), of, month: null, progress);
                tables.AddRange(await file.CopyAsync(SliceRows, cancellationToken));
            }

            foreach (var month in SqliteMonths.WantingWriter(sourceFolder))
            {
                // A file of an earlier version gets its blocks.
                new MonthWriter(Path.Combine(sourceFolder, month.FileName), new IngestOptions { DataDirectory = sourceFolder, RegistryConnection = "" }).Dispose();
            }

            var partitions = new MonthPartitions();
            foreach (var (month, path) in SqliteMonths.In(sourceFolder))
            {
                if (!gate.HasTimescale)
                {
                    await partitions.MakeAsync(target, month, cancellationToken);
                }

                await using var source = await SqliteFile.OpenReaderAsync(path, cancellationToken);
                var file = new CopyFile(source, target, Path.GetFileName(path), CopyTable.OfMonth, month, progress);
                tables.AddRange(await file.CopyAsync(SliceRows, cancellationToken));
            }

            return new CopyReport(tables);
        }
        catch (NpgsqlException problem) when (problem.IsTransient)
        {
            throw gate.Unavailable(problem);
        }
        finally
        {
            SqliteFile.CloseReaders([.. SqliteMonths.In(sourceFolder).Select(f => f.Path), .. Files(sourceFolder).Select(f => f.Path)]);
        }
    }

    /// <summary>Files beside those of the months.</summary>
    private static (string Path, CopyTable[] Tables)[] Files(string folder) =>
    [
        (Path.Combine(folder, SqliteTelemetryStore.NotesFile), CopyTable.OfNotes),
        (Path.Combine(folder, SqliteJourneyStore.FileName), CopyTable.OfVehicles),
    ];
}
