using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Http;

/// <summary>One row of <c>problems.json</c>: what a refusal is called and what it tells the user to change.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What went wrong, in a few words.</param>
/// <param name="Detail">What to change; <c>{0}</c>… are filled in.</param>
public sealed record ProblemText(int Status, LocalText Title, LocalText Detail)
{
    private static readonly FrozenDictionary<string, ProblemText> Table = Load();

    /// <summary>Every code the hub can answer with.</summary>
    public static IEnumerable<string> Codes => Table.Keys;

    /// <summary>The row of a stable code; an unknown code is a mistake in the program and reads as <c>unexpected</c>.</summary>
    public static ProblemText Of(string code) => Table.GetValueOrDefault(code) ?? Table["unexpected"];

    /// <summary>Whether the table has the code.</summary>
    public static bool Has(string code) => Table.ContainsKey(code);

    /// <summary>Detail in a language with its blanks filled.</summary>
    public string DetailIn(Language language, params object?[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, language.Of(Detail), [.. arguments.Select(a => a is LocalText t ? language.Of(t) : a)]);

    private static FrozenDictionary<string, ProblemText> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("problems.json")
            ?? throw new InvalidOperationException("problems.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, ProblemText>>(stream, JsonSerializerOptions.Web)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}
