namespace UrbanGrid.Hub.Setup;

/// <summary>Only one program at a time works in a data folder; the lock ends with the process, however that ends.</summary>
public static class DataFolderLock
{
    /// <summary>Takes the folder.</summary>
    /// <exception cref="FolderInUseException">Somebody has it.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new FolderInUseException(folder);
        }
    }
}

/// <summary>Another program works in the data folder.</summary>
public sealed class FolderInUseException(string folder)
    : Exception($"Another hub works in {folder}. Stop it, or choose another folder.");
