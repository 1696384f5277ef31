namespace UrbanGrid.Casework.Catalogue.Uses;

/// <summary>Finds what would lose its class with another version.</summary>
public static class LostUses
{
    /// <summary>Uses whose code means something in one of the versions before, and something else or nothing after.</summary>
    public static IReadOnlyList<ClassUse> Of(IEnumerable<ClassUse> uses, CaseCatalogue before, CaseCatalogue after) =>
        [.. uses.Where(use => IsLost(use, before, after))];

    private static bool IsLost(ClassUse use, CaseCatalogue before, CaseCatalogue after)
    {
        if (use.MeaningIn(before) is not { } meant)
        {
            return false;
        }

        // In the same scheme a class of the city's own may get a better name; in another one the code is another class then.
        var means = use.MeaningIn(after);
        return before.Scheme == after.Scheme ? means is null : means != meant;
    }
}
