namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>One thing in which two versions differ.</summary>
/// <param name="Code">Code of the class.</param>
/// <param name="Class">Its name.</param>
/// <param name="Kind">class_added, class_removed, class_renamed, class_off, class_on, condition_added, condition_removed, condition_changed or order.</param>
/// <param name="Condition">Key of the condition, where one is concerned.</param>
/// <param name="Before">How it was, in words.</param>
/// <param name="After">How it will be.</param>
public sealed record CatalogueChange(string Code, LocalText Class, string Kind, string? Condition, LocalText? Before, LocalText? After);

/// <summary>Tells in what two versions differ, by code.</summary>
internal static class CatalogueDiff
{
    public static IReadOnlyList<CatalogueChange> Between(CaseCatalogue before, CaseCatalogue after) =>
    [
        .. before.All.Concat(after.All).Select(c => c.Code).Distinct().Order(StringComparer.Ordinal)
            .SelectMany(code => OfClass(before.Find(code), after.Find(code))),
    ];

    private static IEnumerable<CatalogueChange> OfClass(CategoryClass? before, CategoryClass? after)
    {
        if (before is null || after is null)
        {
            yield return before is null
                ? new CatalogueChange(after!.Code, after.Name, "class_added", null, null, after.Name)
                : new CatalogueChange(before.Code, before.Name, "class_removed", null, before.Name, null);
            yield break;
        }

        if (before.Name != after.Name || before.Major != after.Major)
        {
            yield return new CatalogueChange(after.Code, after.Name, "class_renamed", null, FullName(before), FullName(after));
        }

        if (before.IsOff != after.IsOff)
        {
            yield return new CatalogueChange(after.Code, after.Name, after.IsOff ? "class_off" : "class_on", null, null, null);
        }

        var (old, now) = (before.Conditions.ToDictionary(c => c.Key), after.Conditions.ToDictionary(c => c.Key));
        foreach (var key in old.Keys.Concat(now.Keys).Distinct())
        {
            var (one, other) = (old.GetValueOrDefault(key), now.GetValueOrDefault(key));
            var kind = one is null ? "condition_added" : other is null ? "condition_removed" : "condition_changed";
            if (one is null || other is null || one with { Confidence = other.Confidence } != other)
            {
                yield return new CatalogueChange(after.Code, after.Name, kind, key, Words(one), Words(other));
            }
        }

        if (before.Conditions[0].Key != after.Conditions[0].Key)
        {
            yield return new CatalogueChange(after.Code, after.Name, "order", null, before.Conditions[0].Name, after.Conditions[0].Name);
        }
    }

    private static LocalText FullName(CategoryClass c) => new($"{c.Major.Zh} / {c.Name.Zh}", $"{c.Major.En} / {c.Name.En}");

    private static LocalText? Words(FilingCondition? c)
    {
        if (c is null)
        {
            return null;
        }

        var (limit, measure) = (c.Limit.ToText(), c.Measure.Length > 0 ? $" {c.Measure}" : "");
        return new LocalText($"{c.Name.Zh}{measure}：{limit.Zh}，{c.Closing.Zh}", $"{c.Name.En}{measure}: {limit.En}, {c.Closing.En}");
    }
}
