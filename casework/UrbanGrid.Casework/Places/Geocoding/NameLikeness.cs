namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>How well one normalised name fits what was asked.</summary>
internal static class NameLikeness
{
    /// <summary>Less than this is no likeness. Ours: of two characters one, of three two.</summary>
    public const double Least = 0.5;

    /// <returns>Null if it does not.</returns>
    /// <param name="wanted">What was asked, normalised.</param>
    /// <param name="wantedBare">The same without the word that says what it is.</param>
    /// <param name="name">A name, normalised.</param>
    /// <param name="grams">What both have in common by their grams, 0 to 1.</param>
    public static (PlaceMatch Match, double Score)? Of(string wanted, string wantedBare, string name, double grams)
    {
        if (name == wanted)
        {
            return (PlaceMatch.Exact, 1);
        }

        if (name == wantedBare || NameText.Bare(name) == wanted)
        {
            return (PlaceMatch.Bare, 0.95);
        }

        var share = (double)Math.Min(name.Length, wanted.Length) / Math.Max(name.Length, wanted.Length);
        if (name.StartsWith(wanted, StringComparison.Ordinal))
        {
            return (PlaceMatch.Prefix, 0.6 + (0.3 * share));
        }

        if (name.Length > 1 && wanted.Length > 1
            && (name.Contains(wanted, StringComparison.Ordinal) || HoldsWhole(wanted, name)))
        {
            return (PlaceMatch.Part, 0.4 + (0.4 * share));
        }

        var likeness = Math.Max(1 - ((double)Distance(wanted, name) / Math.Max(wanted.Length, name.Length)), 0.9 * grams);
        return likeness >= Least ? (PlaceMatch.Fuzzy, 0.8 * likeness) : null;
    }

    /// <summary>Whether the text has the name in it, and not only in the middle of a word or of a number.</summary>
    private static bool HoldsWhole(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        return at >= 0 && !Joined(text, at - 1) && !Joined(text, at + name.Length - 1);

        static bool Joined(string text, int left) => left >= 0 && left + 1 < text.Length
            && ((char.IsAsciiDigit(text[left]) && char.IsAsciiDigit(text[left + 1]))
                || (char.IsAsciiLetter(text[left]) && char.IsAsciiLetter(text[left + 1])));
    }

    /// <summary>Characters to insert, leave out, change or swap with their neighbour (Damerau and Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
