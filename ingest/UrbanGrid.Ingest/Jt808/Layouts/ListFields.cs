using System.Text.Json.Nodes;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>A list of things that have the same fields.</summary>
/// <param name="name">Key in JSON.</param>
/// <param name="countedBy">Field before it that says how many; null for as many as there are.</param>
/// <param name="item">Fields of one.</param>
internal sealed class ListField(string name, string? countedBy, Field[] item) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        var wanted = countedBy is null ? int.MaxValue : Count(into[countedBy]);
        var items = new JsonArray();
        while (items.Count < wanted && !body.Left.IsEmpty && !body.Ended)
        {
            var one = new JsonObject();
            ReadAll(item, ref body, one);
            items.Add((JsonNode)one);
        }

        if (countedBy is not null && items.Count < wanted)
        {
            body.Problems.Add($"{Name}: {wanted} announced, {items.Count} there.");
        }

        into[Name] = items;
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        foreach (var one in (from[Name] as JsonArray ?? []).OfType<JsonObject>())
        {
            WriteAll(item, body, one);
        }
    }
}

/// <summary>Fields inside a length of their own, e.g. one position of a batch.</summary>
/// <param name="name">Key in JSON.</param>
/// <param name="prefix">Bytes of the length.</param>
/// <param name="fields">The fields.</param>
internal sealed class NestedField(string name, int prefix, Field[] fields) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (!Extent.After(prefix).TryTake(ref body, Name, out var bytes))
        {
            return;
        }

        var inner = new BodyReader(bytes, body.Problems);
        var one = new JsonObject();
        ReadAll(fields, ref inner, one);
        if (!inner.Left.IsEmpty)
        {
            one[inner.Ended ? CutOff : Rest] = Convert.ToHexString(inner.Left);
        }

        into[Name] = one;
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        var inner = new BodyWriter();
        var one = from[Name] as JsonObject ?? [];
        WriteAll(fields, inner, one);
        inner.Bytes(Hex.Bytes(Text(one[Rest])));
        Extent.After(prefix).Write(body, inner.Written);
    }
}

/// <summary>Fields that are there only under a condition on what stands before them.</summary>
internal sealed class WhenField(Func<JsonObject, bool> holds, params Field[] fields) : Field("")
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (holds(into))
        {
            ReadAll(fields, ref body, into);
        }
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        if (holds(from))
        {
            WriteAll(fields, body, from);
        }
    }
}

/// <summary>Fields at the end that older terminals leave out; there only while bytes are left.</summary>
internal sealed class OptionalField(string firstField, params Field[] fields) : Field("")
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (!body.Left.IsEmpty)
        {
            ReadAll(fields, ref body, into);
        }
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        if (from.ContainsKey(firstField))
        {
            WriteAll(fields, body, from);
        }
    }
}
