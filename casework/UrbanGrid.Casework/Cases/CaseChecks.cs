using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Cases;

/// <summary>Checks what people and systems send before anything is written.</summary>
internal static class CaseChecks
{
    public const int MaxText = 2000;
    public const int MaxEvidence = 50;
    private const int MaxSourceKey = 200;

    public static (CategoryClass Category, FilingCondition Condition) Report(CaseReport report, CaseCatalogue catalogue)
    {
        if (string.IsNullOrWhiteSpace(report.SourceKey) || report.SourceKey.Length > MaxSourceKey)
        {
            throw Wrong($"sourceKey 必须为 1–{MaxSourceKey} 个字符。",
                $"sourceKey must have 1 to {MaxSourceKey} characters.");
        }

        if (!(Math.Abs(report.Lat) <= 90) || !(Math.Abs(report.Lon) <= 180) || (report.Lat == 0 && report.Lon == 0))
        {
            throw Wrong("坐标必须是 WGS-84 经纬度，且不能是 0,0。",
                "lat and lon must be WGS-84 degrees, and not 0,0.");
        }

        if (report.ComponentCode is { } code && (code.Length != 16 || !code.All(char.IsAsciiDigit)))
        {
            throw Wrong("部件标识码必须是 16 位数字。", "componentCode must be 16 digits.");
        }

        Text(report.Description.Zh);
        Text(report.Description.En);
        Evidence(report.Evidence);
        if (report.SelfHandled && !(report.Evidence.Any(e => e.Stage == "before") && report.Evidence.Any(e => e.Stage == "handling")))
        {
            throw Wrong("自处置上报必须附处置前（before）和处置后（handling）的照片。",
                "What was solved on the spot is reported with a picture before (before) and one after (handling).");
        }

        var category = Category(report, catalogue) ?? throw Wrong(
            $"没有“{report.Category}”这一类别；请使用 event/0110、component/0103 这样的代码。",
            $"There is no class '{report.Category}'; use a code such as event/0110 or component/0103.");
        InUse(category);
        return (category, Condition(category, report.Condition));
    }

    public static FilingCondition Condition(CategoryClass category, string? key) =>
        category.FindCondition(key) ?? throw Wrong(
            $"“{category.Name.Zh}”没有立案条件“{key}”；可用：{string.Join("、", category.Conditions.Select(c => c.Key))}。",
            $"'{category.Name.En}' has no filing condition '{key}'; use one of: "
                + $"{string.Join(", ", category.Conditions.Select(c => c.Key))}.");

    /// <summary>Nothing new is filed under a class that the city has switched off.</summary>
    public static void InUse(CategoryClass category)
    {
        if (category.IsOff)
        {
            throw Wrong($"类别“{category.Name.Zh}”（{category.Code}）已停用，请改报其他类别。",
                $"The class '{category.Name.En}' ({category.Code}) is switched off; report it under another class.");
        }
    }

    private static CategoryClass? Category(CaseReport report, CaseCatalogue catalogue) => report.Scheme is not { } key
        ? catalogue.Find(report.Category)
        : CodeScheme.Find(key) is { } scheme ? catalogue.Find(report.Category, scheme)
        : throw Wrong($"没有编码体系“{key}”；可用：{string.Join("、", CodeScheme.All)}。",
            $"There is no code scheme '{key}'; use one of: {string.Join(", ", CodeScheme.All)}.");

    /// <summary>Values of a step that are neither text nor codes.</summary>
    public static void Dates(CaseActionInput input, LawLimits limits, long now)
    {
        if (input.ResumeAt is { } at && (at <= now || at > now + (limits.HangUpDays * 86_400_000L)))
        {
            throw Wrong($"恢复日期必须在今后 {limits.HangUpDays} 天之内。",
                $"The date on which the case goes on must lie within the next {limits.HangUpDays} days.");
        }

        if (input.Satisfaction is { Length: > 0 } said && !ActionInput.Satisfactions.Contains(said))
        {
            var known = string.Join(", ", ActionInput.Satisfactions);
            throw Wrong($"满意度只能是 {known}，不是“{said}”。", $"satisfaction is one of: {known}; not '{said}'.");
        }
    }

    public static void Text(string? text)
    {
        if (text?.Length > MaxText)
        {
            throw Wrong($"文字不能超过 {MaxText} 个字符。", $"A text may have at most {MaxText} characters.");
        }

        if (text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            // PostgreSQL keeps every character but this one.
            throw Wrong("文字不能包含空字符 U+0000。", "A text must not hold the character U+0000.");
        }
    }

    public static void Evidence(IReadOnlyList<EvidenceLink> evidence)
    {
        if (evidence.Count > MaxEvidence)
        {
            throw Wrong($"一次最多附 {MaxEvidence} 个证据文件。", $"At most {MaxEvidence} evidence files at a time.");
        }

        if (evidence.FirstOrDefault(e => e.Sha256.Length != 64 || !e.Sha256.All(char.IsAsciiHexDigitLower)) is { } bad)
        {
            throw Wrong($"证据地址“{bad.Sha256}”不是小写十六进制 SHA-256。",
                $"Evidence '{bad.Sha256}' is not a lower-case hexadecimal SHA-256.");
        }
    }

    public static CaseInputException Wrong(string zh, string en) => new(new LocalText(zh, en));
}
