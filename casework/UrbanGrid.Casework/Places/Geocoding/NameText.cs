using System.Globalization;
using System.Text;

namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>Brings names into one form, so that what people write alike is alike.</summary>
internal static class NameText
{
    /// <summary>Longest text that is looked at.</summary>
    public const int MaxLength = 100;

    private const string Numerals = "〇一二三四五六七八九";

    /// <summary>
    /// Full width becomes half width (１２ → 12), letters small, numerals before 号, 弄 … digits (十二号 → 12号), spaces and
    /// punctuation go – but for one space between words of letters – and short forms become whole words (rd → road).
    /// </summary>
    public static string Normalise(string text)
    {
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        text = Digits(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant());
        var normal = new StringBuilder(text.Length);
        foreach (var word in Words(text))
        {
            var whole = NameWords.English.GetValueOrDefault(word, word);
            if (whole.Length == 0)
            {
                continue;
            }

            if (normal.Length > 0 && IsLetterOrDigit(normal[^1]) && IsLetterOrDigit(whole[0]))
            {
                normal.Append(' ');
            }

            normal.Append(whole);
        }

        return Crossing(normal.ToString());
    }

    /// <summary>The name without the word that says what it is; the name itself if nothing else would be left.</summary>
    public static string Bare(string normal)
    {
        var kind = Array.Find(NameWords.Kinds, k => normal.Length > k.Length + 1 && normal.EndsWith(k, StringComparison.Ordinal));
        if (kind is not null)
        {
            return normal[..^kind.Length];
        }

        var space = normal.LastIndexOf(' ');
        return space > 0 && NameWords.EnglishKinds.Contains(normal[(space + 1)..]) ? normal[..space] : normal;
    }

    public static bool IsChinese(char c) => c is >= '\u3400' and <= '\u9fff' || char.IsSurrogate(c);

    /// <summary>A letter of an alphabet, or a digit.</summary>
    public static bool IsLetterOrDigit(char c) => char.IsLetterOrDigit(c) && !IsChinese(c);

    /// <summary>Runs of letters, runs of digits, and runs of Chinese.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var begin = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i > begin && (i == text.Length || Class(text[i]) != Class(text[begin])))
            {
                if (Class(text[begin]) != 0)
                {
                    yield return text[begin..i].Replace("'", "", StringComparison.Ordinal);
                }

                begin = i;
            }
        }
    }

    private static int Class(char c) =>
        char.IsAsciiDigit(c) ? 1 : IsChinese(c) ? 2 : char.IsLetter(c) || c == '\'' ? 3 : 0;

    /// <summary>人民路与锦河大道交叉口 → 人民路锦河大道路口.</summary>
    private static string Crossing(string text)
    {
        if (Array.Find(NameWords.CrossingWords, w => text.EndsWith(w, StringComparison.Ordinal)) is not { } word)
        {
            return text;
        }

        var roads = text[..^word.Length];
        var between = roads.AsSpan().IndexOfAny(NameWords.Between);
        return (between > 0 ? roads.Remove(between, 1) : roads) + "路口";
    }

    private static string Digits(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var end = i;
            while (end < text.Length && (Numerals.Contains(text[end]) || text[end] is '十' or '百'))
            {
                end++;
            }

            if (end > i && end < text.Length && NameWords.Counted.Contains(text[end]))
            {
                result.Append(Number(text.AsSpan(i, end - i)).ToString(CultureInfo.InvariantCulture));
                i = end - 1;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    /// <summary>十二 → 12, 一百零五 without its zero → 105, 一二三 → 123.</summary>
    private static long Number(ReadOnlySpan<char> numeral)
    {
        if (!numeral.ContainsAny('十', '百'))
        {
            var digits = 0L;
            foreach (var c in numeral[..Math.Min(numeral.Length, 12)])
            {
                digits = (digits * 10) + Numerals.IndexOf(c);
            }

            return digits;
        }

        var (sum, digit) = (0L, -1);
        foreach (var c in numeral)
        {
            if (c is '十' or '百')
            {
                sum += (digit < 0 ? 1 : digit) * (c == '十' ? 10 : 100);
                digit = -1;
            }
            else
            {
                digit = Numerals.IndexOf(c);
            }
        }

        return sum + Math.Max(digit, 0);
    }
}
