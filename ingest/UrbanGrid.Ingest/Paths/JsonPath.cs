using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Ingest.Paths;

/// <summary>
/// A compiled path into a JSON document, a small part of JSONPath (RFC 9535): <c>$</c> the whole message, <c>@</c> the record
/// at hand, <c>.name</c>, <c>['name']</c>, <c>[n]</c> (negative from the end), <c>[*]</c>, and <c>[?(@.key=='value')]</c>
/// with one equality.
/// </summary>
[JsonConverter(typeof(JsonPathConverter))]
public sealed class JsonPath
{
    private readonly PathStep[] _steps;
    private readonly bool _fromRecord;

    internal JsonPath(string text, bool fromRecord, PathStep[] steps) => (Text, _fromRecord, _steps) = (text, fromRecord, steps);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles a path.</summary>
    /// <param name="text">E.g. <c>$.data[0].angle</c>.</param>
    /// <param name="path">The path; null if it has a fault.</param>
    /// <param name="fault">What is wrong and where; null if nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out PathFault? fault) =>
        new PathParser(text).TryParse(out path, out fault);

    /// <summary>The first value the path leads to; null if it leads nowhere.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="record">The record at hand; the message itself where there are no records.</param>
    public JsonElement? First(JsonElement message, JsonElement record) =>
        TryFirst(_fromRecord ? record : message, _steps, out var found) ? found : null;

    /// <summary>Every value the path leads to, in the order of the document.</summary>
    public IEnumerable<JsonElement> All(JsonElement message) => All(message, 0);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool TryFirst(JsonElement at, ReadOnlySpan<PathStep> steps, out JsonElement found)
    {
        if (steps.IsEmpty)
        {
            found = at;
            return true;
        }

        if (!steps[0].LeadsToMany)
        {
            if (steps[0].TryFollow(at, out var next))
            {
                return TryFirst(next, steps[1..], out found);
            }
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in at.EnumerateArray())
            {
                if (steps[0].Accepts(item) && TryFirst(item, steps[1..], out found))
                {
                    return true;
                }
            }
        }

        found = default;
        return false;
    }

    private IEnumerable<JsonElement> All(JsonElement at, int step)
    {
        if (step == _steps.Length)
        {
            return [at];
        }

        var taken = _steps[step];
        if (taken.LeadsToMany)
        {
            return at.ValueKind == JsonValueKind.Array ? at.EnumerateArray().Where(taken.Accepts).SelectMany(item => All(item, step + 1)) : [];
        }

        return taken.TryFollow(at, out var next) ? All(next, step + 1) : [];
    }
}
