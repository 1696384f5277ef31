using System.Text.RegularExpressions;
using UrbanGrid.TestKit;

namespace UrbanGrid.Architecture.Tests;

/// <summary>Data flows one way: the sub-namespaces of a project form no circle.</summary>
public sealed partial class FolderCycles
{
    public static TheoryData<string> Projects =>
    [
        "ingest/UrbanGrid.Mqtt", "ingest/UrbanGrid.Ingest", "vision/UrbanGrid.Vision", "casework/UrbanGrid.Casework",
        "edge-agent/UrbanGrid.EdgeAgent", "hub/UrbanGrid.Hub",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_do_not_use_each_other_in_circles(string project)
    {
        var edges = UsingsBetweenFolders(project);

        Assert.Empty(CircleIn(edges));
    }

    private static Dictionary<string, HashSet<string>> UsingsBetweenFolders(string project)
    {
        var root = Repository.PathOf(project.Split('/'));
        var name = Path.GetFileName(root);
        var edges = new Dictionary<string, HashSet<string>>();
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            if (relative.Length < 2 || relative[0] is "bin" or "obj")
            {
                continue;
            }

            var used = Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)
                .Where(ns => ns.StartsWith(name + ".", StringComparison.Ordinal))
                .Select(ns => ns[(name.Length + 1)..].Split('.')[0])
                .Where(folder => folder != relative[0]);
            if (!edges.TryGetValue(relative[0], out var targets))
            {
                edges[relative[0]] = targets = [];
            }

            targets.UnionWith(used);
        }

        return edges;
    }

    private static List<string> CircleIn(Dictionary<string, HashSet<string>> edges)
    {
        var done = new HashSet<string>();
        foreach (var start in edges.Keys)
        {
            if (Walk(start, [], edges, done) is { Count: > 0 } circle)
            {
                return circle;
            }
        }

        return [];
    }

    private static List<string> Walk(string folder, List<string> path, Dictionary<string, HashSet<string>> edges, HashSet<string> done)
    {
        if (path.Contains(folder))
        {
            return [.. path.SkipWhile(f => f != folder), folder];
        }

        if (!done.Add(folder) || !edges.TryGetValue(folder, out var targets))
        {
            return [];
        }

        path.Add(folder);
        foreach (var target in targets)
        {
            if (Walk(target, path, edges, done) is { Count: > 0 } circle)
            {
                return circle;
            }
        }

        path.RemoveAt(path.Count - 1);
        return [];
    }

    [GeneratedRegex(@"^using (?:static )?([A-Za-z.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
