namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>Puts a standard's table under what a city has made its own, so that it survives a change of the standard.</summary>
internal static class NewStandard
{
    /// <summary>
    /// The table of a scheme with the city's own classes, its own conditions and limits, without conditions it has removed, and
    /// with what it has switched off. Across schemes, classes of the same name are the same.
    /// </summary>
    /// <param name="city">What the city has.</param>
    /// <param name="scheme">The scheme whose table comes with the product.</param>
    /// <param name="left">Classes of the city's own that stay behind, for their code is taken there.</param>
    public static CaseCatalogue CarryOver(CaseCatalogue city, CodeScheme scheme, out IReadOnlyList<CategoryClass> left)
    {
        var met = new HashSet<string>();
        var classes = new List<CategoryClass>();
        foreach (var standard in scheme.Table.All)
        {
            var own = city.Find(standard.Code, scheme);
            classes.Add(own is null ? standard : Carry(standard, own, city.Scheme));
            _ = own is not null && met.Add(own.Code);
        }

        var locals = city.All.Where(c => c.IsLocal && !met.Contains(c.Code)).ToLookup(c => scheme.Table.Find(c.Code) is null);
        left = [.. locals[false]];
        return new CaseCatalogue(scheme, [.. classes, .. locals[true].Select(c => InMajorOf(c, classes))]);
    }

    private static CategoryClass Carry(CategoryClass standard, CategoryClass own, CodeScheme ownScheme)
    {
        var before = ownScheme.Table.Find(own.Code)?.Conditions ?? [];
        var removed = before.Select(c => c.Key).Except(own.Conditions.Select(c => c.Key)).ToHashSet();
        var locals = own.Conditions.Where(c => c.Confidence == CategoryClass.Local).ToDictionary(c => c.Key);
        var kept = standard.Conditions.Where(c => !removed.Contains(c.Key)).Select(c => locals.GetValueOrDefault(c.Key) ?? c).ToList();
        kept.AddRange(locals.Values.Where(c => !kept.Contains(c)));
        return standard with { Conditions = kept.Count > 0 ? kept : standard.Conditions, IsOff = own.IsOff };
    }

    private static CategoryClass InMajorOf(CategoryClass local, List<CategoryClass> classes) =>
        classes.Find(c => c.MajorCode == local.MajorCode) is { } sibling ? local with { Major = sibling.Major } : local;
}
