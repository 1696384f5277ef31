using System.Xml.Linq;
using UrbanGrid.TestKit;

namespace UrbanGrid.Architecture.Tests;

/// <summary>The design's allowed references; everything else is a defect.</summary>
public sealed class ReferenceRules
{
    /// <summary>Project → the projects of ours that it may reference, directly or through others.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["UrbanGrid.Contracts"] = [],
        ["UrbanGrid.Mqtt"] = [],
        ["UrbanGrid.Ingest"] = ["UrbanGrid.Contracts", "UrbanGrid.Mqtt"],
        ["UrbanGrid.Vision"] = ["UrbanGrid.Contracts"],
        ["UrbanGrid.Casework"] = [],
        ["UrbanGrid.EdgeAgent"] = ["UrbanGrid.Contracts", "UrbanGrid.Mqtt", "UrbanGrid.Vision"],
        ["UrbanGrid.Hub"] = ["UrbanGrid.Contracts", "UrbanGrid.Mqtt", "UrbanGrid.Ingest", "UrbanGrid.Vision", "UrbanGrid.Casework"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_allows(string project)
    {
        var path = ProductProjects().Single(p => Path.GetFileNameWithoutExtension(p) == project);

        var references = ReferencesOf(path);

        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Every_product_project_has_a_rule()
    {
        var projects = ProductProjects().Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Allowed.Keys.Order(), projects.Order());
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("UrbanGrid.sln"));

        var missing = ProjectsBelow(Repository.Root).Select(p => Path.GetFileName(p)!).Where(name => !solution.Contains(name, StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_package_version_is_central()
    {
        var versioned = ProjectsBelow(Repository.Root)
            .SelectMany(path => XDocument.Load(path).Descendants("PackageReference").Where(r => r.Attribute("Version") is not null).Select(_ => path));

        Assert.Empty(versioned);
    }

    [Fact]
    public void Every_source_file_is_short_enough_to_be_one_thing()
    {
        var tooLong = SourceFiles().Where(f => File.ReadLines(f).Count() > 500).Select(f => Path.GetRelativePath(Repository.Root, f));

        Assert.Empty(tooLong);
    }

    private static IEnumerable<string> ReferencesOf(string path) =>
        XDocument.Load(path).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> ProductProjects() =>
        new[] { "ingest", "vision", "casework", "edge-agent", "hub" }.SelectMany(folder => ProjectsBelow(Repository.PathOf(folder)));

    private static IEnumerable<string> ProjectsBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Where(IsSource);

    private static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories).Where(IsSource);

    private static bool IsSource(string path) =>
        !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar)
            .Any(part => part is "bin" or "obj" or "node_modules" or "artifacts");
}
