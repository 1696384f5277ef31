using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>Puts contributions into words, with the table <c>features.json</c>: a sentence for more and one for less than usual.</summary>
public static class ReasonWords
{
    private const string Other = "*";
    private static readonly FrozenDictionary<string, FeatureWords> Table = Load();

    private static readonly FrozenDictionary<string, string> Kinds = Table
        .SelectMany(row => (row.Value.Of ?? []).Select(feature => (Feature: feature, Kind: row.Key)))
        .ToFrozenDictionary(f => f.Feature, f => f.Kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>The reason in words; null where it would say nothing, e.g. of a place with no past.</summary>
    public static AssessmentReason? Of(Contribution contribution, HistoryCounts counts)
    {
        var text = TallyOf(contribution.Feature, counts) is { } tally
            ? tally.Of == 0 ? null : Fill(contribution, Words(contribution.Feature), tally)
            : Fill(contribution, Words(contribution.Feature));
        return text is null
            ? null
            : new AssessmentReason(contribution.Feature, text, contribution.LogOdds > 0, Math.Round(contribution.LogOdds, 3));
    }

    /// <summary>The features that one sentence speaks of together have a kind; any other is a kind of its own.</summary>
    public static string KindOf(string feature) => Kinds.GetValueOrDefault(feature) ?? FeatureColumn.KindOf(feature);

    private static Tally? TallyOf(string feature, HistoryCounts counts) => feature switch
    {
        FeatureValues.Camera => counts.Camera,
        FeatureValues.Zone => counts.Zone,
        FeatureValues.Place => counts.Place,
        FeatureValues.Hour => counts.Hour,
        _ => null,
    };

    private static FeatureWords Words(string feature) =>
        Table.GetValueOrDefault(feature) ?? Table.GetValueOrDefault(FeatureColumn.KindOf(feature)) ?? Table[Other];

    /// <summary>Of the past: how many were right if that speaks for it, how many were wrong if against it.</summary>
    private static LocalText Fill(Contribution contribution, FeatureWords words, Tally tally)
    {
        var (sentence, count) = contribution.LogOdds > 0 ? (words.More, tally.Confirmed) : (words.Less, tally.Rejected);
        return Fill(sentence, count, tally.Of);
    }

    private static LocalText Fill(Contribution contribution, FeatureWords words)
    {
        if (words.Of is not null)
        {
            return contribution.LogOdds > 0 ? words.More : words.Less;
        }

        var name = contribution.Feature[(contribution.Feature.LastIndexOf('.') + 1)..].Replace('_', ' ');
        if (contribution.Value is not { } value)
        {
            return words.Missing ?? Fill(Table[Other].Missing!, name);
        }

        var usual = contribution.Usual ?? value;
        var sentence = value >= usual ? words.More : words.Less;
        return new LocalText(
            string.Format(CultureInfo.InvariantCulture, sentence.Zh, Number(value, words.As, zh: true), Number(usual, words.As, zh: true), name),
            string.Format(CultureInfo.InvariantCulture, sentence.En, Number(value, words.As, zh: false), Number(usual, words.As, zh: false), name));
    }

    private static LocalText Fill(LocalText sentence, params object[] values) => new(
        string.Format(CultureInfo.InvariantCulture, sentence.Zh, values), string.Format(CultureInfo.InvariantCulture, sentence.En, values));

    private static string Number(double value, string? kind, bool zh) => kind switch
    {
        "logOdds" => Percent(FeatureValues.Probability(value)),
        "logShare" => Percent(Math.Exp(value)),
        "share" => Percent(value),
        "logSeconds" => Seconds(Math.Exp(value) - 1, zh),
        "seconds" => Seconds(value, zh),
        _ => value.ToString(Math.Abs(value) >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) =>
        (share * 100).ToString(share < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";

    private static string Seconds(double seconds, bool zh)
    {
        var (number, unit) = seconds < 100 ? (seconds, zh ? "秒" : "s")
            : seconds < 6_000 ? (seconds / 60, zh ? "分钟" : "min")
            : (seconds / 3_600, zh ? "小时" : "h");
        return number.ToString("0.#", CultureInfo.InvariantCulture) + " " + unit;
    }

    private static FrozenDictionary<string, FeatureWords> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("features.json")
            ?? throw new InvalidOperationException("features.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, FeatureWords>>(stream, JsonSerializerOptions.Web)!
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Sentences of a feature: {0} is the value, {1} what is usual, {2} its name; of the past, {0} is a count and {1} of how many.
    /// </summary>
    /// <param name="Of">Features that it speaks of together, by what they do and not by their values; null for a feature of its own.</param>
    /// <param name="As">How values are written: <c>share</c>, <c>logShare</c>, <c>logOdds</c>, <c>seconds</c>, <c>logSeconds</c> or a plain number.</param>
    /// <param name="More">More than usual, or speaking for it.</param>
    /// <param name="Less">Less than usual, or speaking against it.</param>
    /// <param name="Missing">Not measured.</param>
    private sealed record FeatureWords(IReadOnlyList<string>? Of, string? As, LocalText More, LocalText Less, LocalText? Missing);
}
