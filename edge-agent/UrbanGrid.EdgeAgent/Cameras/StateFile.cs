namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>Small files that are whole or as they were, however the agent ends.</summary>
internal static class StateFile
{
    /// <summary>Writes a file in the place of the old one, with its folder.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".part", content);
        File.Move(path + ".part", path, overwrite: true);
    }
}
