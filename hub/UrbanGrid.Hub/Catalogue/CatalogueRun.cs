using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Files;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Store;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Catalogue;

/// <summary><c>hub catalogue</c>: the catalogue as files, out of a hub's store and into a draft of it; from its command line to the exit code.</summary>
public static class CatalogueRun
{
    /// <summary>Word of the command line that asks for it.</summary>
    public const string Command = "catalogue";

    private const string Help = """
        UrbanGrid hub catalogue export DIR --data DATA
        UrbanGrid hub catalogue import DIR --data DATA

          --version N          version to write, or to begin the draft with (the one in force)
          --check              import only reports
          --data DATA          data folder of the hub, which may run meanwhile (default ./data)
          --database STRING    the hub's PostgreSQL, if it has one (or in the environment as URBANGRID_DATABASE)

        Writes classes.csv and conditions.csv into DIR, or reads them (one is enough) into a new draft, which an administrator
        compares and publishes in the console. Exit code 0: done. 5: the files have faults, which are told with their lines.

        """;

    private static readonly Actor Operator = new("command-line", "命令行 Command line", new HashSet<string> { Roles.Admin });

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length == 0 || arguments.Contains("--help"))
        {
            Console.Out.Write(Help);
            return ExitCode.Done;
        }

        try
        {
            var (action, folder, version, check, others) = Read(arguments);
            await using var services = Services(HubCommandLine.Parse(others));
            await CaseworkSetup.MigrateAsync(services);
            var desk = services.GetRequiredService<CatalogueDesk>();
            return action == "export" ? await ExportAsync(desk, folder, version) : await ImportAsync(desk, folder, version, check);
        }
        catch (Exception e) when (e is ArgumentException or CatalogueRefusedException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.WrongCommandLine;
        }
        catch (Exception e) when (DatabaseTrouble.IsPassing(e) || e is Microsoft.Data.Sqlite.SqliteException)
        {
            Console.Error.WriteLine($"The database cannot be used: {e.GetBaseException().Message}");
            return ExitCode.DatabaseUnusable;
        }
    }

    private static (string Action, string Folder, long? Version, bool Check, List<string> Others) Read(string[] arguments)
    {
        if (arguments is not [("export" or "import") and var action, var folder, ..] || folder.StartsWith('-'))
        {
            throw new ArgumentException("Write: catalogue export DIR --data DATA, or: catalogue import DIR --data DATA.");
        }

        var rest = arguments[2..].ToList();
        var check = rest.Remove("--check");
        var at = rest.IndexOf("--version");
        if (at < 0)
        {
            return (action, folder, null, check, rest);
        }

        if (at + 1 >= rest.Count || !long.TryParse(rest[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new ArgumentException("--version needs the number of a version.");
        }

        rest.RemoveRange(at, 2);
        return (action, folder, version, check, rest);
    }

    private static async Task<int> ExportAsync(CatalogueDesk desk, string folder, long? version)
    {
        var (read, catalogue) = await desk.ReadAsync(version);
        Directory.CreateDirectory(folder);
        foreach (var file in CatalogueFileNames.All)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, file), CatalogueFileWriter.Write(file, catalogue)!);
        }

        Console.WriteLine(FormattableString.Invariant($"Version {read.Id} ({read.Scheme}): {catalogue.All.Count} classes written to {folder}"));
        return ExitCode.Done;
    }

    private static async Task<int> ImportAsync(CatalogueDesk desk, string folder, long? version, bool check)
    {
        var files = CatalogueFileNames.All.Where(f => File.Exists(Path.Combine(folder, f)))
            .ToDictionary(f => f, f => File.ReadAllBytes(Path.Combine(folder, f)));
        if (files.Count == 0)
        {
            throw new ArgumentException($"There is neither {string.Join(" nor ", CatalogueFileNames.All)} in '{folder}'.");
        }

        var (draft, _) = await desk.BeginAsync(version, standard: null, $"{folder}", Operator);
        var report = await desk.ImportAsync(draft.Id, files, check, expectedRevision: null, Operator);
        foreach (var fault in report.Errors.Concat(report.Warnings))
        {
            Console.Error.WriteLine(fault.Line is { } line ? FormattableString.Invariant($"{fault.File}, line {line}: {fault.Message.En}") : $"{fault.File}: {fault.Message.En}");
        }

        if (!report.Imported)
        {
            await desk.DeleteAsync(draft.Id, Operator);
        }

        Console.WriteLine(report.ErrorCount > 0 ? FormattableString.Invariant($"{report.ErrorCount} errors; nothing was taken.")
            : report.Imported ? FormattableString.Invariant($"Draft {draft.Id}: {report.Changes.Count} changes. Compare and publish it in the console.")
            : FormattableString.Invariant($"{report.Changes.Count} changes would be taken."));
        return report.ErrorCount > 0 ? ExitCode.WrongCity : ExitCode.Done;
    }

    private static ServiceProvider Services(HubOptions options)
    {
        if (options.Database is null && !File.Exists(options.DatabasePath))
        {
            throw new ArgumentException($"There is no hub's data in '{options.Data}'; name its folder with --data.");
        }

        var database = options.Database is { } server ? HubDatabase.ServerConnection(server) : HubDatabase.FileConnection(options.DatabasePath);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCasework(
            db => db.UseDatabase(database, CaseworkDb.MigrationsTable),
            new CaseworkOptions { TimeZone = options.TimeZone, CodeScheme = options.CodeScheme });
        return services.BuildServiceProvider();
    }
}
