using Microsoft.AspNetCore.Connections;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Store;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Hub.Setup;

/// <summary>From the command line to the exit code; what goes wrong on the way is told in a sentence.</summary>
public static class HubRun
{
    /// <summary>Runs a hub until it is told to stop.</summary>
    public static async Task<int> RunAsync(string[] arguments, Func<HubOptions, WebApplication> build)
    {
        if (arguments.Contains("--help"))
        {
            Console.Out.Write(HubCommandLine.Help);
            return ExitCode.Done;
        }

        try
        {
            var options = HubCommandLine.Parse(arguments);
            await using var folder = FolderLock.Take(options.Data);
            PortCheck.RequireFree(options);
            await DatabaseCheck.RequireUsableAsync(options, CancellationToken.None);
            await using var app = build(options);
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return ExitCode.Done;
        }
        catch (ArgumentException e)
        {
            return Tell(e.Message, ExitCode.WrongCommandLine);
        }
        catch (ObjectConfigException e)
        {
            return Tell($"--objects: {e.Message}", ExitCode.WrongCommandLine);
        }
        catch (PortInUseException e)
        {
            return Tell(e.Message, ExitCode.PortInUse);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            // Somebody was faster between the check and the start.
            return Tell(e.Message, ExitCode.PortInUse);
        }
        catch (FolderInUseException e)
        {
            return Tell(e.Message, ExitCode.FolderInUse);
        }
        catch (DatabaseUnusableException e)
        {
            return Tell(e.Message, ExitCode.DatabaseUnusable);
        }
        catch (Exception e) when (DatabaseTrouble.IsPassing(e))
        {
            // It was there a moment ago.
            return Tell($"The database does not work: {e.GetBaseException().Message}", ExitCode.DatabaseUnusable);
        }
        catch (Exception e) when (e is CityImportException or InvalidDataException)
        {
            return Tell(e.Message, ExitCode.WrongCity);
        }
    }

    /// <summary>Makes the data folder ready and opens the sockets.</summary>
    public static async Task StartAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<FirstStart>().PrepareAsync(CancellationToken.None);
        await app.StartAsync();
    }

    private static int Tell(string sentence, int exitCode)
    {
        Console.Error.WriteLine(sentence);
        return exitCode;
    }
}
