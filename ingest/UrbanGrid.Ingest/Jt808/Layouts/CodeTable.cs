using System.Text.Json.Nodes;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>What the values of a number are called.</summary>
internal sealed class CodeTable(params (ulong Code, string Zh, string En)[] rows)
{
    private readonly Dictionary<ulong, TwoNames> _names = rows.ToDictionary(r => r.Code, r => new TwoNames(r.Zh, r.En));

    public TwoNames? Find(ulong code) => _names.TryGetValue(code, out var names) ? names : null;
}

/// <summary>What the bits of a number are called.</summary>
internal sealed class BitTable(params (int Bit, string Zh, string En)[] rows)
{
    /// <summary>Rows in the order of their bits.</summary>
    public IReadOnlyList<(int Bit, string Zh, string En)> Rows { get; } = [.. rows.OrderBy(r => r.Bit)];

    /// <summary>Those that are set, as JSON; a bit that has no name shows its number alone.</summary>
    public JsonArray Describe(ulong value)
    {
        var set = new JsonArray();
        for (var bit = 0; bit < 64; bit++)
        {
            if ((value >> bit & 1) == 1)
            {
                var (_, zh, en) = Rows.FirstOrDefault(r => r.Bit == bit && r.Zh is not null);
                set.Add((JsonNode)(zh is null
                    ? new JsonObject { ["bit"] = bit }
                    : new JsonObject { ["bit"] = bit, ["zh"] = zh, ["en"] = en }));
            }
        }

        return set;
    }
}
