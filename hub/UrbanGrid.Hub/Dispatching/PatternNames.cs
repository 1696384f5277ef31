using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Hub.Dispatching;

/// <summary>Names of the patterns that matrix and automatic dispatch are written in.</summary>
public static class PatternNames
{
    private static readonly LocalText Everything = new("全部类别", "All classes");
    private static readonly LocalText Components = new("全部部件", "All components");
    private static readonly LocalText Events = new("全部事件", "All events");
    private static readonly LocalText Everywhere = new("全市", "Everywhere");

    /// <summary>Name of a class, a major class, a kind, or all.</summary>
    public static LocalText OfClasses(string pattern, CaseCatalogue catalogue) => pattern switch
    {
        "*" => Everything,
        "component/*" => Components,
        "event/*" => Events,
        _ when pattern.EndsWith('*') => catalogue.All.FirstOrDefault(c => c.Code.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal))?.Major ?? new LocalText(pattern, pattern),
        _ => catalogue.Find(pattern)?.Name ?? new LocalText(pattern, pattern),
    };

    /// <summary>Name of an area; null where the code is only the beginning of some.</summary>
    public static LocalText? OfArea(string pattern, City city) => pattern == "*"
        ? Everywhere
        : city.Areas.FirstOrDefault(a => a.Code == pattern) is { } area ? new LocalText(area.NameZh, area.NameEn) : null;
}
