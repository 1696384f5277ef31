using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Store;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Auditing;

/// <summary><c>hub evidence verify</c>: proves that evidence and the log of cases are as they were written; from its command line to the exit code.</summary>
public static class AuditRun
{
    /// <summary>Word of the command line that asks for it.</summary>
    public const string Command = "evidence";

    private const string Help = """
        UrbanGrid hub evidence verify --data DIR

          --data DIR           data folder of the hub, which may run meanwhile (default ./data)
          --database STRING    the hub's PostgreSQL, if it has one (or in the environment as URBANGRID_DATABASE)

        Reads the chain of evidence with every file, the log of cases with every file it names,
        and the log of catalogue and city. Exit code 0: all is as it
        was written. 1: the first thing that is not is told.

        """;

    /// <summary>Runs the audit.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.Out.Write(Help);
            return ExitCode.Done;
        }

        try
        {
            if (arguments is not ["verify", .. var rest])
            {
                throw new ArgumentException("Write: evidence verify --data DIR.");
            }

            return await VerifyAsync(HubCommandLine.Parse(rest), CancellationToken.None);
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.WrongCommandLine;
        }
        catch (Exception e) when (DatabaseTrouble.IsPassing(e) || e is Microsoft.Data.Sqlite.SqliteException)
        {
            Console.Error.WriteLine($"The database cannot be read: {e.GetBaseException().Message}");
            return ExitCode.DatabaseUnusable;
        }
    }

    private static async Task<int> VerifyAsync(HubOptions options, CancellationToken cancellationToken)
    {
        var connection = options.Database is { } server ? HubDatabase.ServerConnection(server) : $"Data Source={options.DatabasePath};Mode=ReadOnly;Pooling=False";
        var store = new EvidenceStore(options.PathOf("evidence"));
        var hub = new Contexts<HubDb>(() => new HubDb(DatabaseConnection.OptionsOf<HubDb>(connection, HubDb.HistoryTable)));
        var casework = new Contexts<CaseworkDb>(() => new CaseworkDb(DatabaseConnection.OptionsOf<CaseworkDb>(connection, CaseworkDb.MigrationsTable)));

        var evidence = new EvidenceAudit(hub, store);
        var chain = await evidence.VerifyAsync(cancellationToken);
        var whole = Tell("evidence chain", chain.Links, chain.FirstBroken is { } b ? $"link {b.Position} (incident {b.IncidentId}): {b.Reason}" : null);

        var cases = await new CaseLogAudit(casework).VerifyAsync(cancellationToken);
        whole &= Tell("case log", cases.Entries, cases.FirstBroken is { } e ? $"entry {e.Position} (case {e.CaseNumber}): {e.Reason}" : null);

        var registers = await new RegisterLogAudit(casework).VerifyAsync(cancellationToken);
        whole &= Tell("register log", registers.Entries, registers.FirstBroken is { } r ? $"entry {r.Position}: {r.Reason}" : null);

        var (files, fault) = (0L, (string?)null);
        await foreach (var (number, link) in new CaseFiles(casework).ReadAsync(cancellationToken))
        {
            fault ??= await evidence.FileFaultAsync(link.Sha256, cancellationToken) is { } key ? $"{link.Sha256} (case {number}): {key}" : null;
            files += fault is null ? 1 : 0;
        }

        return Tell("files of cases", files, fault) && whole ? ExitCode.Done : ExitCode.EvidenceBroken;
    }

    private static bool Tell(string what, long whole, string? broken)
    {
        Console.WriteLine(FormattableString.Invariant($"{what,-16} {whole,8} verified{(broken is null ? "" : $"; BROKEN at {broken}")}"));
        return broken is null;
    }

    private sealed class Contexts<T>(Func<T> create) : IDbContextFactory<T>
        where T : DbContext
    {
        public T CreateDbContext() => create();
    }
}
