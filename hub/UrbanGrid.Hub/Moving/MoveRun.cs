using System.Globalization;
using System.Runtime.InteropServices;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Ingest.Storage.Copying;

namespace UrbanGrid.Hub.Moving;

/// <summary><c>hub migrate</c>: from its command line to the exit code.</summary>
public static class MoveRun
{
    /// <summary>Word of the command line that asks for it.</summary>
    public const string Command = "migrate";

    private const string Help = """
        UrbanGrid hub migrate --from DIR --database "Host=…;Username=…;Password=…;Database=…"

          --from DIR           data folder of a hub that works with SQLite; stop the hub first
          --database STRING    an empty PostgreSQL database (or in the environment as URBANGRID_DATABASE)

        Copies people, devices, incidents, cases and telemetry; the folder is only read. It can be stopped at any time:
        the same command goes on. Afterwards start the hub with the same --data DIR and with --database: evidence, device
        models and the map stay where they are.

        """;

    /// <summary>Runs the move.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.Out.Write(Help);
            return ExitCode.Done;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, s => Stop(s, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => Stop(s, stop));
        try
        {
            var (from, database) = Parse(arguments);
            await using var folder = FolderLock.Take(from);
            await MoveAsync(from, database, stop.Token);
            return ExitCode.Done;
        }
        catch (ArgumentException e)
        {
            return Tell(e.Message, ExitCode.WrongCommandLine);
        }
        catch (FolderInUseException e)
        {
            return Tell(e.Message, ExitCode.FolderInUse);
        }
        catch (DatabaseUnusableException e)
        {
            return Tell(e.Message, ExitCode.DatabaseUnusable);
        }
        catch (MoveRefusedException e)
        {
            return Tell(e.Message, ExitCode.MoveRefused);
        }
        catch (Exception e) when (e is OperationCanceledException || Store.DatabaseTrouble.IsPassing(e))
        {
            var why = e is OperationCanceledException ? "" : $" ({e.Message})";
            return Tell($"The move was interrupted{why}. Run the same command again; it goes on where it stopped.", ExitCode.MoveInterrupted);
        }
    }

    private static async Task MoveAsync(string from, string database, CancellationToken cancellationToken)
    {
        var move = new DatabaseMove(Path.Combine(from, HubOptions.DatabaseFile), database, TimeProvider.System);
        var counts = await move.RunAsync(new Lines(), cancellationToken);
        var telemetry = await TelemetryCopy.RunAsync(Path.Combine(from, HubOptions.TelemetryFolder), database, new Lines(), cancellationToken);
        Console.WriteLine();
        Console.WriteLine(Row("table", "source", "target"));
        foreach (var (table, rows) in counts)
        {
            Console.WriteLine(Row(table, Number(rows), Number(rows)));
        }

        foreach (var copied in telemetry.Tables)
        {
            Console.WriteLine(Row($"{copied.Table} ({copied.File})", Number(copied.Source), Number(copied.Target)));
        }

        if (!telemetry.IsComplete)
        {
            throw new MoveRefusedException("Not all telemetry is in the target, see the table above. Empty the target and run the move again.");
        }

        await move.FinishAsync(cancellationToken);
        Console.WriteLine("Everything in the source is in the target. Start the hub with --database.");
    }

    private static string Row(string name, string source, string target) => $"{name,-40} {source,14} {target,14}";

    private static string Number(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private static (string From, string Database) Parse(IReadOnlyList<string> arguments)
    {
        var database = Environment.GetEnvironmentVariable(HubCommandLine.DatabaseVariable) is { Length: > 0 } given
            ? HubCommandLine.DatabaseOf(HubCommandLine.DatabaseVariable, given)
            : null;
        string? from = null;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            switch (arguments[i])
            {
                case "--from":
                    from = Directory.Exists(value) ? Path.GetFullPath(value) : throw new ArgumentException($"--from: there is no folder '{value}'.");
                    break;
                case "--database":
                    database = HubCommandLine.DatabaseOf("--database", value);
                    break;
                default:
                    throw new ArgumentException($"There is no option '{arguments[i]}'; hub {Command} --help lists them.");
            }
        }

        return (from ?? throw new ArgumentException("--from DIR is missing: the data folder of the hub to move."),
            database ?? throw new ArgumentException("--database STRING is missing: where to move it."));
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static int Tell(string sentence, int exitCode)
    {
        Console.Error.WriteLine(sentence);
        return exitCode;
    }

    /// <summary>One line for each batch.</summary>
    private sealed class Lines : IProgress<MoveProgress>, IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {value.File}, {value.Table}: {value.Copied:N0} of {value.Total:N0} rows"));

        public void Report(MoveProgress value) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {value.Table}: {value.Rows:N0} rows"));
    }
}
