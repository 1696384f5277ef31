namespace UrbanGrid.Hub.Setup;

/// <summary>How the program ends, for scripts; each but 0 comes with a sentence on standard error.</summary>
public static class ExitCode
{
    /// <summary>It did what it was told to do, until it was told to stop.</summary>
    public const int Done = 0;

    /// <summary>An audit found something that is not as it was written.</summary>
    public const int EvidenceBroken = 1;

    /// <summary>The command line has a fault.</summary>
    public const int WrongCommandLine = 2;

    /// <summary>A port is in use.</summary>
    public const int PortInUse = 3;

    /// <summary>Another program works in the data folder.</summary>
    public const int FolderInUse = 4;

    /// <summary>The city's folder has a fault.</summary>
    public const int WrongCity = 5;

    /// <summary>The database of <c>--database</c> cannot be used.</summary>
    public const int DatabaseUnusable = 6;

    /// <summary>A move was refused, or its copy is not what the source is.</summary>
    public const int MoveRefused = 7;

    /// <summary>A move was interrupted; the same command goes on.</summary>
    public const int MoveInterrupted = 8;
}
