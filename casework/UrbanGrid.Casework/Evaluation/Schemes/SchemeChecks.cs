using System.Globalization;
using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>Checks a scheme before it is kept. Each refusal says what to change.</summary>
internal static class SchemeChecks
{
    private const int MaxName = 60;
    private const int MaxTables = 200;
    private const int MaxSteps = 20;

    /// <summary>The scheme that an input means.</summary>
    /// <exception cref="Law.CaseInputException">It cannot be used.</exception>
    public static (LocalText Name, Scheme Scheme) Read(SchemeInput input, EvaluatedKind kind)
    {
        var name = NameOf(input.Name);
        var parts = input.Parts ?? [];
        foreach (var part in parts)
        {
            Part(part, kind);
        }

        if (parts.GroupBy(p => p.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CaseChecks.Wrong($"“{twice.Key}”出现了两次；请合并为一项。", $"'{twice.Key}' stands there twice; make it one part.");
        }

        var sum = parts.Sum(p => p.Weight);
        if (Math.Abs(sum - 100) > 0.001)
        {
            var (total, off) = (Number(sum), Number(Math.Abs(100 - sum)));
            throw sum < 100
                ? CaseChecks.Wrong($"各项权重之和为 {total} %，还差 {off} %；必须等于 100 %。", $"The weights add up to {total} %, {off} % short of 100 %; raise some of them.")
                : CaseChecks.Wrong($"各项权重之和为 {total} %，多出 {off} %；必须等于 100 %。", $"The weights add up to {total} %, {off} % over 100 %; lower some of them.");
        }

        if (parts.All(p => p.Kind == PartKind.Steps || kind.Untold.Any(u => u.Key == p.Key)))
        {
            throw CaseChecks.Wrong("方案至少要有一个可以计算的率。", "A scheme needs at least one rate that can be told.");
        }

        return (name, new Scheme { Parts = parts, Steps = Steps(input.Steps, parts), ReworkAmong = ReworkAmong(input.ReworkAmong, kind) });
    }

    private static LocalText NameOf(LocalText? name)
    {
        if (name is null || Empty(name.Zh) || Empty(name.En) || name.Zh.Length > MaxName || name.En.Length > MaxName || (name.Zh + name.En).Contains('\0', StringComparison.Ordinal))
        {
            throw CaseChecks.Wrong($"请填写中文和英文名称，各不超过 {MaxName} 个字符。", $"Give a name in Chinese and in English, at most {MaxName} characters each.");
        }

        return new LocalText(name.Zh.Trim(), name.En.Trim());

        static bool Empty(string text) => string.IsNullOrWhiteSpace(text);
    }

    private static void Part(SchemePart part, EvaluatedKind kind)
    {
        var known = part.Kind == PartKind.Steps
            ? kind.Indicators.Select(i => i.Key).ToList()
            : [.. kind.Rates.Select(r => r.Key), .. kind.Untold.Select(u => u.Key)];
        if (!known.Contains(part.Key))
        {
            throw CaseChecks.Wrong(
                $"“{part.Key}”不能作为此项；可用：{string.Join("、", known)}。", $"'{part.Key}' cannot be such a part; use one of: {string.Join(", ", known)}.");
        }

        if (!(part.Weight is > 0 and <= 100))
        {
            throw CaseChecks.Wrong($"“{part.Key}”的权重必须大于 0、不超过 100。", $"The weight of '{part.Key}' must be more than 0 and at most 100.");
        }
    }

    private static Dictionary<string, IReadOnlyList<CountStep>> Steps(
        IReadOnlyDictionary<string, IReadOnlyList<CountStep>>? tables, IReadOnlyList<SchemePart> parts)
    {
        var given = tables ?? new Dictionary<string, IReadOnlyList<CountStep>>();
        if (given.Count > MaxTables)
        {
            throw CaseChecks.Wrong($"分档表不能超过 {MaxTables} 个。", $"There may be at most {MaxTables} tables of steps.");
        }

        foreach (var (key, steps) in given)
        {
            Table(key, steps);
        }

        var complete = given.ContainsKey(Scheme.DefaultSteps) || (given.ContainsKey(AreaClass.First) && given.ContainsKey(AreaClass.Second));
        return complete || parts.All(p => p.Kind != PartKind.Steps)
            ? given.ToDictionary()
            : throw CaseChecks.Wrong(
                "按数量计分需要分档表“default”，或“class_1”和“class_2”两张。", "Points by number need a table of steps 'default', or both 'class_1' and 'class_2'.");
    }

    private static void Table(string key, IReadOnlyList<CountStep>? steps)
    {
        if (steps is not { Count: > 0 and <= MaxSteps } || steps[^1].UpTo is not null || steps.Take(steps.Count - 1).Any(s => s.UpTo is null))
        {
            throw CaseChecks.Wrong(
                $"分档表“{key}”应有 1 到 {MaxSteps} 档，最后一档（且只有最后一档）不设上限。",
                $"The table of steps '{key}' needs 1 to {MaxSteps} steps, the last of which, and only that, has no upper end.");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (!(steps[i].Points is >= 0 and <= 100))
            {
                throw CaseChecks.Wrong($"分档表“{key}”第 {i + 1} 档的分数必须在 0 到 100 之间。", $"Step {i + 1} of '{key}': points are 0 to 100.");
            }

            if (steps[i].UpTo is < 0 || (i > 0 && steps[i].UpTo is { } upTo && upTo <= steps[i - 1].UpTo))
            {
                throw CaseChecks.Wrong($"分档表“{key}”第 {i + 1} 档的上限必须大于前一档。", $"Step {i + 1} of '{key}' must end above the one before it.");
            }
        }
    }

    private static string? ReworkAmong(string? among, EvaluatedKind kind) => among switch
    {
        null or "" => kind.Standard.ReworkAmong,
        _ when kind.ReworkChoices.Contains(among) => among,
        _ when kind.ReworkChoices.Count == 0 => throw CaseChecks.Wrong("此评价对象没有返工率，请去掉 reworkAmong。", "Such objects have no rework rate; leave reworkAmong out."),
        _ => throw CaseChecks.Wrong(
            $"返工率的分母只能是 {string.Join("、", kind.ReworkChoices)}。", $"The rework rate is a share of one of: {string.Join(", ", kind.ReworkChoices)}."),
    };

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
