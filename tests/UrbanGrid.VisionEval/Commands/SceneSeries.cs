using System.Globalization;
using UrbanGrid.VisionEval.Clips;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes;
using UrbanGrid.VisionEval.Scenes.Plots;

namespace UrbanGrid.VisionEval.Commands;

/// <summary>The scenes that a command line asks for.</summary>
/// <param name="seed">Of the whole series.</param>
/// <param name="indices">Numbers of its scenes.</param>
/// <param name="kinds">Kinds to choose among.</param>
/// <param name="emptySeconds">Length of event-free scenes; null for scenes of those kinds.</param>
internal sealed class SceneSeries(int seed, IReadOnlyList<int> indices, IReadOnlyList<PlotKind> kinds, double? emptySeconds = null)
{
    private const double EmptyMinutes = 10;

    /// <summary>Options of every command that makes scenes.</summary>
    public static readonly string[] Options = ["count", "seed", "class", "kind", "first", "minutes", "empty-hours"];

    /// <summary>Those that take no value.</summary>
    public static readonly string[] Flags = ["empty"];

    /// <summary>How many.</summary>
    public int Count => indices.Count;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">A class or kind is unknown.</exception>
    public static SceneSeries Of(CommandOptions options)
    {
        var seed = (int)options.Number("seed", 1, 0, int.MaxValue);
        var count = (int)options.Number("count", 200, 1, 100_000);
        var first = (int)options.Number("first", 0, 0, 1_000_000);
        var minutes = options.Number("minutes", EmptyMinutes, 0.5, 600);
        if (options.Has("empty-hours"))
        {
            var hours = options.Number("empty-hours", 1, 0.01, 1000);
            return new SceneSeries(seed, [.. Enumerable.Range(first, (int)Math.Ceiling(hours * 60 / minutes))], [], minutes * 60);
        }

        return new SceneSeries(seed, [.. Enumerable.Range(first, count)], KindsOf(options), options.Has("empty") ? minutes * 60 : null);
    }

    /// <summary>One of them.</summary>
    public Scene Scene(int i) => emptySeconds is { } seconds
        ? PlotTable.Quiet(seed, indices[i], seconds)
        : PlotTable.Scene(seed, indices[i], kinds);

    /// <summary>One of them as a clip.</summary>
    public EvalClip Clip(int i)
    {
        var scene = Scene(i);
        return new EvalClip(NameOf(i, scene), scene.Labels, new SceneSource(scene)) { EmptyStreet = scene.EmptyStreet() };
    }

    /// <summary>Name of one, without an extension.</summary>
    public string NameOf(int i, Scene scene) =>
        string.Create(CultureInfo.InvariantCulture, $"s{seed}-{indices[i]:0000}-{scene.Labels.Kind}");

    private static IReadOnlyList<PlotKind> KindsOf(CommandOptions options)
    {
        if (options.Text("kind") is { } names)
        {
            return [.. names.Split(',').Select(n => PlotTable.Kinds.FirstOrDefault(k => k.Name == n)
                ?? throw new UsageException($"--kind has {n}; there are {string.Join(", ", PlotTable.Kinds.Select(k => k.Name))}."))];
        }

        if (options.Text("class") is not { } name)
        {
            return PlotTable.Kinds;
        }

        return Enum.TryParse<EventClass>(name, ignoreCase: true, out var wanted) && PlotTable.Kinds.Any(k => k.Class == wanted)
            ? [.. PlotTable.Kinds.Where(k => k.Class == wanted)]
            : throw new UsageException($"--class is {name}; give dumping, occupancy or cover.");
    }
}
