using System.Globalization;
using System.Text.Json.Nodes;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>An unsigned number of 1 to 8 bytes (BYTE, WORD, DWORD); with a unit it is shown as <c>{"value":…,"unit":…}</c>.</summary>
internal sealed class NumberField(string name, int size, string unit = "", decimal scale = 1) : Field(name)
{
    /// <summary>Name of the field and the bit in it which says that the number is negative, e.g. south.</summary>
    public (string Field, int Bit)? NegativeWhen { get; init; }

    /// <summary>Whether its own highest bit says so.</summary>
    public bool OwnSign { get; init; }

    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (!body.TryTake(size, Name, out var bytes))
        {
            return;
        }

        var raw = BodyReader.Number(bytes);
        var negative = NegativeWhen is { } sign && HasBit(into[sign.Field], sign.Bit);
        if (OwnSign && raw >> ((8 * size) - 1) == 1)
        {
            raw &= (1UL << ((8 * size) - 1)) - 1;
            negative = true;
        }

        // Divided by this 1, 31.000000 becomes 31.
        var value = raw * scale * (negative ? -1 : 1) / 1.000000000000000000000000000m;
        into[Name] = unit.Length == 0 ? JsonValue.Create(value) : new JsonObject { ["value"] = value, ["unit"] = unit };
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        var value = Number(from[Name]);
        var raw = (ulong)Math.Min(Math.Round(Math.Abs(value) / scale), ulong.MaxValue >> (64 - (8 * size)));
        body.Number(OwnSign && value < 0 ? raw | (1UL << ((8 * size) - 1)) : raw, size);
    }
}

/// <summary>A number that stands for one of several things, shown as <c>{"value":…,"zh":…,"en":…}</c>.</summary>
internal sealed class ChoiceField(string name, int size, CodeTable codes) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (body.TryTake(size, Name, out var bytes))
        {
            var value = BodyReader.Number(bytes);
            var shown = new JsonObject { ["value"] = (decimal)value };
            if (codes.Find(value) is { } names)
            {
                shown["zh"] = names.Zh;
                shown["en"] = names.En;
            }

            into[Name] = shown;
        }
    }

    public override void Write(BodyWriter body, JsonObject from) => body.Number((ulong)Math.Max(0, Number(from[Name])), size);
}

/// <summary>A number whose bits stand for something each, shown with those that are set.</summary>
internal sealed class BitsField(string name, int size, BitTable bits) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (body.TryTake(size, Name, out var bytes))
        {
            var value = BodyReader.Number(bytes);
            into[Name] = new JsonObject
            {
                ["value"] = (decimal)value,
                ["hex"] = "0x" + value.ToString("X" + (2 * size), CultureInfo.InvariantCulture),
                ["set"] = bits.Describe(value),
            };
        }
    }

    public override void Write(BodyWriter body, JsonObject from) => body.Number((ulong)Math.Max(0, Number(from[Name])), size);
}

/// <summary>Numbers of one size after each other.</summary>
internal sealed class NumbersField(string name, int size, string? countedBy) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        var wanted = countedBy is null ? int.MaxValue : Count(into[countedBy]);
        var numbers = new JsonArray();
        while (numbers.Count < wanted && !body.Left.IsEmpty && body.TryTake(size, Name, out var bytes))
        {
            numbers.Add((JsonNode)JsonValue.Create((decimal)BodyReader.Number(bytes)));
        }

        if (countedBy is not null && numbers.Count < wanted)
        {
            body.Problems.Add($"{Name}: {wanted} announced, {numbers.Count} there.");
        }

        into[Name] = numbers;
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        foreach (var number in from[Name] as JsonArray ?? [])
        {
            body.Number((ulong)Math.Max(0, Number(number)), size);
        }
    }
}

/// <summary>How many there are of a list that follows.</summary>
internal sealed class CountField(string name, int size, string of) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (body.TryTake(size, Name, out var bytes))
        {
            into[Name] = (decimal)BodyReader.Number(bytes);
        }
    }

    public override void Write(BodyWriter body, JsonObject from) => body.Number((ulong)((from[of] as JsonArray)?.Count ?? 0), size);
}
