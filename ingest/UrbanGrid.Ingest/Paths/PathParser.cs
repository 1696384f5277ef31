using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace UrbanGrid.Ingest.Paths;

/// <summary>Compiles the text of a path; one use each.</summary>
internal sealed class PathParser(string text)
{
    private const int MaxLength = 512;
    private const int MaxSteps = 32;

    private readonly List<PathStep> _steps = [];
    private int _at;
    private PathFault? _fault;

    private char Here => _at < text.Length ? text[_at] : '\0';

    public bool TryParse([NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out PathFault? fault)
    {
        path = null;
        if (text.Length > MaxLength)
        {
            Fail($"路径最长 {MaxLength} 个字符。", $"A path has at most {MaxLength} characters.");
        }
        else if (Here is not ('$' or '@'))
        {
            Fail("路径以 $（整条消息）或 @（当前记录）开头。", "A path begins with $ (the whole message) or @ (the record at hand).");
        }
        else
        {
            _at++;
            while (_fault is null && _at < text.Length)
            {
                Step();
            }
        }

        if (_fault is null && _steps.Count > MaxSteps)
        {
            Fail($"路径最多 {MaxSteps} 级。", $"A path has at most {MaxSteps} steps.");
        }

        if (_fault is { } found)
        {
            fault = found;
            return false;
        }

        fault = null;
        path = new JsonPath(text, text[0] == '@', [.. _steps]);
        return true;
    }

    private void Step()
    {
        if (Take('.'))
        {
            if (Name() is { } name)
            {
                _steps.Add(PathStep.Member(name));
            }
        }
        else if (Take('['))
        {
            Bracket();
        }
        else
        {
            Fail("此处应为 .名称 或 [", "Here .name or [ is expected.");
        }
    }

    private void Bracket()
    {
        if (Take('*'))
        {
            _steps.Add(PathStep.Every());
        }
        else if (Take('?'))
        {
            Filter();
        }
        else if (Here is '\'' or '"')
        {
            if (Quoted() is { } name)
            {
                _steps.Add(PathStep.Member(name));
            }
        }
        else if (Integer() is { } index)
        {
            _steps.Add(PathStep.Item(index));
        }

        Expect(']');
    }

    private void Filter()
    {
        Expect('(');
        Blanks();
        Expect('@');
        List<string> key = [];
        while (_fault is null && Take('.'))
        {
            if (Name() is { } name)
            {
                key.Add(name);
            }
        }

        if (_fault is null && key.Count == 0)
        {
            Fail("筛选条件写作 [?(@.名称=='值')]。", "A filter is written [?(@.name=='value')].");
        }

        Blanks();
        Expect('=');
        Expect('=');
        Blanks();
        var wanted = _fault is null ? Literal() : null;
        Blanks();
        Expect(')');
        if (_fault is null)
        {
            _steps.Add(PathStep.Where([.. key], wanted!));
        }
    }

    private object? Literal()
    {
        if (Here is '\'' or '"')
        {
            return Quoted();
        }

        var start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here is '-' or '+' or '.')
        {
            _at++;
        }

        var word = text[start.._at];
        if (word is "true" or "false")
        {
            return word == "true";
        }

        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        _at = start;
        Fail("比较值应为 '文本'、数字、true 或 false。", "Compare with 'text', a number, true or false.");
        return null;
    }

    private string? Name()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Here) || Here is '_' or '-')
        {
            _at++;
        }

        if (_at > start)
        {
            return text[start.._at];
        }

        Fail("此处应为名称；含其他字符的名称写作 ['名称']。", "A name is expected here; one with other characters is written ['name'].");
        return null;
    }

    private string? Quoted()
    {
        var quote = Here;
        var start = _at;
        var end = text.IndexOf(quote, start + 1);
        if (end < 0)
        {
            Fail("引号没有闭合。", "The quote is not closed.");
            return null;
        }

        _at = end + 1;
        return text[(start + 1)..end];
    }

    private int? Integer()
    {
        var start = _at;
        if (Here == '-')
        {
            _at++;
        }

        while (char.IsAsciiDigit(Here))
        {
            _at++;
        }

        if (int.TryParse(text[start.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return index;
        }

        _at = start;
        Fail("方括号内应为序号、'名称'、* 或 ?(…)。", "Brackets hold an index, a 'name', * or ?(…).");
        return null;
    }

    private void Blanks()
    {
        while (Here == ' ')
        {
            _at++;
        }
    }

    private bool Take(char wanted)
    {
        if (Here != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (_fault is null && !Take(wanted))
        {
            Fail($"此处应为 {wanted}", $"Here {wanted} is expected.");
        }
    }

    private void Fail(string zh, string en) => _fault ??= new PathFault(_at + 1, zh, en);
}
