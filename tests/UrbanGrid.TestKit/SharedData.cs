using Xunit;

namespace UrbanGrid.TestKit;

/// <summary>Real clips and images that lie beside a checkout; the tests that need them skip where they are absent.</summary>
public static class SharedData
{
    private static string Folder => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    /// <summary>Path of a file below <c>../shared/data</c>; skips the test, saying so, if it is not there.</summary>
    public static string Require(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        Skip.IfNot(File.Exists(path), $"Skipped: needs the real footage {Path.Combine(parts)} in ../shared/data, which is absent here.");
        return path;
    }
}
