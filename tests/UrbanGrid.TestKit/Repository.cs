namespace UrbanGrid.TestKit;

/// <summary>Where things are in the source tree.</summary>
public static class Repository
{
    /// <summary>Folder that holds <c>UrbanGrid.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
        {
            if (File.Exists(Path.Combine(dir.FullName, "UrbanGrid.sln")))
            {
                return dir.FullName;
            }
        }

        throw new InvalidOperationException("Tests must run from a folder below UrbanGrid.sln.");
    }
}
