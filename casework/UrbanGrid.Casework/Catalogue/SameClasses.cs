namespace UrbanGrid.Casework.Catalogue;

/// <summary>Classes that both schemes have under names that are written differently, e.g. 通信井盖 and 通讯井盖.</summary>
internal static class SameClasses
{
    private static readonly Lazy<Dictionary<(string, string, string), string>> Pairs = new(Read);

    /// <summary>The code that another scheme has for a class, or null when it is not among those that are named differently.</summary>
    public static string? Of(string code, CodeScheme from, CodeScheme to) =>
        Pairs.Value.GetValueOrDefault((from.Key, to.Key, code));

    private static Dictionary<(string, string, string), string> Read()
    {
        var (gb, cj) = (CodeScheme.GbT30428.Key, CodeScheme.CjT214.Key);
        return StandardTables.Rows("same-classes")
            .SelectMany(row => new[] { ((gb, cj, row[gb]), row[cj]), ((cj, gb, row[cj]), row[gb]) })
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);
    }
}
