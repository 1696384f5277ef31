namespace UrbanGrid.Hub.Replay;

/// <summary>A clip while any kept replay is of it: the file as it came, and a copy that every browser plays.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Source">The file as it came: in the folder, or in the evidence store.</param>
/// <param name="Name">What its sender called it.</param>
/// <param name="Facts">What it is.</param>
public sealed record ReplayClip(string Id, string Folder, string Source, string Name, VideoFacts Facts)
{
    /// <summary>The copy for browsers: H.264 in MP4, at most 640 pixels wide. There once the first replay of it has run.</summary>
    public string ForBrowsers => Path.Combine(Folder, "clip.mp4");

    /// <summary>Room its own files take, bytes.</summary>
    public long Bytes() => Directory.Exists(Folder) ? new DirectoryInfo(Folder).EnumerateFiles().Sum(f => f.Length) : 0;

    /// <summary>Throws its files away; what lies in the evidence store stays.</summary>
    public void Delete()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
