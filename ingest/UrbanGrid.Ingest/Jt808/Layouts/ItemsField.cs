using System.Globalization;
using System.Text.Json.Nodes;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>What an item's id stands for.</summary>
/// <param name="Id">The id.</param>
/// <param name="Names">What it is called.</param>
/// <param name="Fields">Its fields; empty where its bytes are shown as they are.</param>
internal sealed record ItemLayout(uint Id, TwoNames Names, Field[] Fields);

/// <summary>
/// Items of id, length and value. One whose value is not as its layout has it is shown as far as it can be read, and its bytes
/// with it; one nobody knows shows its bytes alone.
/// </summary>
/// <param name="name">Key in JSON.</param>
/// <param name="idBytes">Bytes of an id.</param>
/// <param name="countedBy">Field before it that says how many; null for as many as there are.</param>
/// <param name="table">Known items.</param>
internal sealed class ItemsField(string name, int idBytes, string? countedBy, IReadOnlyDictionary<uint, ItemLayout> table) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        var items = new JsonArray();
        while (body.Left.Length >= idBytes && !body.Ended)
        {
            body.TryTake(idBytes, Name, out var idDigits);
            var id = (uint)BodyReader.Number(idDigits);
            var shown = new JsonObject { ["id"] = "0x" + id.ToString("X" + (2 * idBytes), CultureInfo.InvariantCulture) };
            var known = table.GetValueOrDefault(id);
            if (known is not null)
            {
                shown["zh"] = known.Names.Zh;
                shown["en"] = known.Names.En;
            }

            var what = $"{Name} {Text(shown["id"])}";
            if (body.Left.IsEmpty)
            {
                body.Problems.Add($"{what}: its length is missing.");
                shown["hex"] = "";
            }
            else if (Extent.After(1).TryTake(ref body, what, out var value))
            {
                ReadValue(value, known, what, body.Problems, shown);
            }

            items.Add((JsonNode)shown);
        }

        if (countedBy is not null && Count(into[countedBy]) != items.Count && into.ContainsKey(countedBy))
        {
            body.Problems.Add($"{Name}: {Count(into[countedBy])} announced, {items.Count} there.");
        }

        into[Name] = items;
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        foreach (var item in (from[Name] as JsonArray ?? []).OfType<JsonObject>())
        {
            var id = IdOf(Text(item["id"]));
            body.Number(id, idBytes);
            var value = new BodyWriter();
            if (item.ContainsKey("hex") || !table.TryGetValue(id, out var known))
            {
                value.Bytes(Hex.Bytes(Text(item["hex"])));
            }
            else
            {
                WriteAll(known.Fields, value, item);
            }

            Extent.After(1).Write(body, value.Written);
        }
    }

    /// <summary>An id as it is written in JSON, <c>0x29</c>; 0 if it is none.</summary>
    public static uint IdOf(string text) =>
        uint.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static void ReadValue(ReadOnlySpan<byte> value, ItemLayout? known, string what, ICollection<string> problems, JsonObject shown)
    {
        shown["length"] = value.Length;
        if (known is not { Fields.Length: > 0 })
        {
            shown["hex"] = Convert.ToHexString(value);
            return;
        }

        List<string> own = [];
        var reader = new BodyReader(value, own);
        Field.ReadAll(known.Fields, ref reader, shown);
        if (!reader.Left.IsEmpty)
        {
            own.Add($"{reader.Left.Length} bytes more than the standard has.");
        }

        if (own.Count > 0)
        {
            shown["hex"] = Convert.ToHexString(value);
            foreach (var problem in own)
            {
                problems.Add($"{what}: {problem}");
            }
        }
    }
}
