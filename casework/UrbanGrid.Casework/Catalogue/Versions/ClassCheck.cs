using System.Text.RegularExpressions;
using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>
/// Checks what somebody wants of a class, and makes the class of it. What a standard says – code, names – stays as it says;
/// the city's own are conditions, limits, whether a class is used, and classes of its own (扩展).
/// </summary>
internal static partial class ClassCheck
{
    private const int MaxName = 100;
    private const int MaxText = 300;
    private const int MaxConditions = 60;
    private const double MaxLimit = 10_000;

    /// <summary>What is wrong; nothing if the class can be taken.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="draft">The draft as it is.</param>
    public static IEnumerable<ClassFault> Faults(ClassOrder order, CaseCatalogue draft)
    {
        if (!CodeForm().IsMatch(order.Code))
        {
            return [Fault($"代码“{order.Code}”应写作 component/0103 或 event/0110", $"code '{order.Code}' must be written like component/0103 or event/0110")];
        }

        var known = Known(order.Code, draft);
        return [.. known is { IsLocal: false } ? OfStandard(order, known) : OfLocal(order, draft), .. OfConditions(order)];
    }

    /// <summary>The class; call it when there is no fault.</summary>
    public static CategoryClass ToClass(ClassOrder order, CaseCatalogue draft)
    {
        var known = Known(order.Code, draft);
        return new CategoryClass(
            order.Code,
            Filled(order.Major) ?? known?.Major ?? MajorOf(order.Code, draft)!,
            Filled(order.Name) ?? known!.Name,
            known?.Confidence ?? CategoryClass.Local,
            [.. order.Conditions!.Select(c => ToCondition(c, known))]) { IsOff = order.Off };
    }

    private static FilingCondition ToCondition(ConditionOrder order, CategoryClass? known)
    {
        var wanted = new FilingCondition(
            order.Key!,
            Filled(order.Name)!,
            order.Measure?.Trim() ?? "",
            TimeLimit.Parse(order.Limit!.Value, order.Unit!),
            Filled(order.Closing)!,
            CategoryClass.Local);

        // What was not changed is as sure as it was.
        return known?.Conditions.FirstOrDefault(c => c with { Confidence = CategoryClass.Local } == wanted) ?? wanted;
    }

    private static CategoryClass? Known(string code, CaseCatalogue draft) => draft.Find(code) ?? draft.Scheme.Table.Find(code);

    private static LocalText? MajorOf(string code, CaseCatalogue draft) =>
        (draft.All.FirstOrDefault(c => c.MajorCode == code[..^2]) ?? draft.Scheme.Table.All.FirstOrDefault(c => c.MajorCode == code[..^2]))?.Major;

    private static IEnumerable<ClassFault> OfStandard(ClassOrder order, CategoryClass known)
    {
        if ((Filled(order.Name) ?? known.Name) != known.Name || (Filled(order.Major) ?? known.Major) != known.Major)
        {
            yield return Fault(
                $"{known.Code}“{known.Name.Zh}”是标准类别，名称和大类不能修改；可以修改立案条件或停用，或另设本地扩展类别",
                $"{known.Code} '{known.Name.En}' is a class of the standard, whose names stay; change its conditions, switch it off, or add a class of your own");
        }
    }

    private static IEnumerable<ClassFault> OfLocal(ClassOrder order, CaseCatalogue draft)
    {
        var known = draft.Find(order.Code);
        if ((Filled(order.Name) ?? known?.Name) is not { } name)
        {
            yield return Fault($"请填写 {order.Code} 的中英文名称", $"give {order.Code} a name in Chinese and English");
        }
        else if (name.Zh.Length > MaxName || name.En.Length > MaxName)
        {
            yield return Fault($"{order.Code} 的名称不能超过 {MaxName} 个字符", $"the name of {order.Code} may have at most {MaxName} characters");
        }
        else if (draft.All.FirstOrDefault(c => c.Code != order.Code && c.Code[0] == order.Code[0] && c.Name.Zh == name.Zh) is { } other)
        {
            yield return Fault($"名称“{name.Zh}”已用于 {other.Code}，请换一个", $"the name '{name.Zh}' is that of {other.Code}; choose another");
        }

        var major = Filled(order.Major);
        var existing = draft.All.FirstOrDefault(c => c.MajorCode == order.Code[..^2] && c.Code != order.Code)?.Major;
        if (major is null && known is null && MajorOf(order.Code, draft) is null)
        {
            yield return Fault($"请填写 {order.Code} 的大类中英文名称", $"give {order.Code} the name of its major class in Chinese and English");
        }
        else if (major is not null && (major.Zh.Length > MaxName || major.En.Length > MaxName))
        {
            yield return Fault($"大类名称不能超过 {MaxName} 个字符", $"the name of a major class may have at most {MaxName} characters");
        }
        else if (major is not null && existing is not null && major != existing)
        {
            yield return Fault(
                $"大类 {order.Code[..^2]} 名为“{existing.Zh} / {existing.En}”，不是“{major.Zh} / {major.En}”",
                $"major class {order.Code[..^2]} is called '{existing.Zh} / {existing.En}', not '{major.Zh} / {major.En}'");
        }
    }

    private static IEnumerable<ClassFault> OfConditions(ClassOrder order)
    {
        if (order.Conditions is not { Count: > 0 and <= MaxConditions } conditions)
        {
            yield return Fault($"{order.Code} 应有 1–{MaxConditions} 个立案条件", $"{order.Code} must have 1 to {MaxConditions} filing conditions");
            yield break;
        }

        var keys = new HashSet<string>();
        for (var i = 0; i < conditions.Count; i++)
        {
            var c = conditions[i];
            if (c.Key is null || !KeyForm().IsMatch(c.Key))
            {
                yield return At(i, $"条件代码“{c.Key}”应为小写字母、数字、_、+ 或 -，最多 120 个", $"key '{c.Key}' must be lower-case letters, digits, _, + or -, at most 120");
            }
            else if (!keys.Add(c.Key))
            {
                yield return At(i, $"{order.Code} 的条件代码“{c.Key}”重复", $"{order.Code} has the condition '{c.Key}' twice");
            }

            if (!(c.Limit is > 0 and <= MaxLimit) || c.Unit is null || !TimeLimit.UnitKeys.Contains(c.Unit))
            {
                yield return At(
                    i,
                    $"处置时限“{c.Limit} {c.Unit}”应为大于 0、不超过 {MaxLimit} 的数，单位为 {string.Join("、", TimeLimit.UnitKeys)} 之一",
                    $"the limit '{c.Limit} {c.Unit}' must be more than 0 and at most {MaxLimit}, in one of {string.Join(", ", TimeLimit.UnitKeys)}");
            }

            if (Filled(c.Name) is not { } name || Filled(c.Closing) is not { } closing)
            {
                yield return At(i, "请填写立案条件和结案条件的中英文", "fill in condition and closing condition in Chinese and English");
            }
            else if (new[] { name.Zh, name.En, closing.Zh, closing.En, c.Measure ?? "" }.Any(text => text.Length > MaxText))
            {
                yield return At(i, $"文字不能超过 {MaxText} 个字符", $"a text may have at most {MaxText} characters");
            }
        }
    }

    /// <summary>Trimmed; null unless both languages are there.</summary>
    private static LocalText? Filled(LocalText? text) =>
        string.IsNullOrWhiteSpace(text?.Zh) || string.IsNullOrWhiteSpace(text.En) || text.Zh.Contains('\0', StringComparison.Ordinal) || text.En.Contains('\0', StringComparison.Ordinal)
            ? null
            : new LocalText(text.Zh.Trim(), text.En.Trim());

    private static ClassFault Fault(string zh, string en) => new(null, new LocalText(zh, en));

    private static ClassFault At(int condition, string zh, string en) => new(condition, new LocalText(zh, en));

    [GeneratedRegex(@"\A(component|event)/\d{4}\z")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"\A[a-z0-9_+-]{1,120}\z")]
    private static partial Regex KeyForm();
}
