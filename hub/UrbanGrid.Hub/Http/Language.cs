using Microsoft.Net.Http.Headers;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Http;

/// <summary>A language the hub speaks.</summary>
public readonly record struct Language(bool IsEnglish)
{
    /// <summary>Simplified Chinese, the language of the field.</summary>
    public static readonly Language Chinese = new(false);

    /// <summary>English.</summary>
    public static readonly Language English = new(true);

    /// <summary>Tag for Content-Language.</summary>
    public string Tag => IsEnglish ? "en" : "zh-CN";

    /// <summary>The text in this language.</summary>
    public string Of(LocalText text) => IsEnglish ? text.En : text.Zh;

    /// <summary>The best of the two for a request's Accept-Language; Chinese where it says nothing we speak.</summary>
    public static Language Of(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value ?? "")
            .FirstOrDefault(l => Speaks(l, "zh") || Speaks(l, "en"));
        return wanted is not null && Speaks(wanted, "en") ? English : Chinese;
    }

    private static bool Speaks(string tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == 2 || tag[2] == '-');
}
