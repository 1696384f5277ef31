namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>
/// The pieces a normalised name is indexed by: single Chinese characters and pairs of them, each number as a whole, and three
/// letters in a row of words in letters. Single characters are what is left in common when one of two is mistyped.
/// </summary>
internal static class NameGrams
{
    private const ulong NumberMark = 1UL << 62;

    /// <summary>Writes the grams, without repetition, and returns how many there are.</summary>
    /// <param name="text">Normalised.</param>
    /// <param name="grams">At least three times as long as the text, and three more.</param>
    public static int Of(ReadOnlySpan<char> text, Span<ulong> grams)
    {
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                var number = 0UL;
                for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
                {
                    number = (number * 31) + text[i];
                }

                grams[count++] = NumberMark | (number & (NumberMark - 1));
            }
            else if (NameText.IsChinese(text[i]))
            {
                grams[count++] = text[i];
                if (i + 1 < text.Length && NameText.IsChinese(text[i + 1]))
                {
                    grams[count++] = ((ulong)text[i] << 16) | text[i + 1];
                }

                i++;
            }
            else
            {
                var end = i;
                while (end < text.Length && !char.IsAsciiDigit(text[end]) && !NameText.IsChinese(text[end]) && text[end] != ' ')
                {
                    end++;
                }

                count += OfWord(text[i..end], grams[count..]);
                i = end == i ? i + 1 : end;
            }
        }

        grams = grams[..count];
        grams.Sort();
        var distinct = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || grams[i] != grams[i - 1])
            {
                grams[distinct++] = grams[i];
            }
        }

        return distinct;
    }

    /// <summary>Three in a row, with a space before and after the word.</summary>
    private static int OfWord(ReadOnlySpan<char> word, Span<ulong> grams)
    {
        var count = 0;
        for (var i = -1; i + 1 < word.Length; i++)
        {
            var (a, b, c) = (i < 0 ? ' ' : word[i], word[i + 1], i + 2 < word.Length ? word[i + 2] : ' ');
            grams[count++] = ((ulong)a << 32) | ((ulong)b << 16) | c;
        }

        return count;
    }
}
