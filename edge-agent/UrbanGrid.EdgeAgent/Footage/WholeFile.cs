namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>Writes a file under another name first, so that an interrupted run leaves no half of it behind as the whole.</summary>
internal static class WholeFile
{
    public static async Task WriteAsync(string target, Func<string, Task> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var part = target + ".part";
        try
        {
            await write(part);
            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
