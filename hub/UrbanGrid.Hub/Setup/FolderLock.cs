namespace UrbanGrid.Hub.Setup;

/// <summary>Another process works in a folder that wants to be one's own.</summary>
public sealed class FolderInUseException(string message) : Exception(message);

/// <summary>A data folder has one process.</summary>
public static class FolderLock
{
    /// <summary>Makes the folder if it is not there, and takes it until what is returned is disposed of.</summary>
    /// <exception cref="FolderInUseException">Another process has it.</exception>
    public static FileStream Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new FolderInUseException($"Another hub works in {folder}. Stop it, or choose another folder with --data DIR.");
        }
    }
}
