using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>The classes of a version as one document: always the same text for the same classes.</summary>
internal static class CatalogueContent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CatalogueVersionRow RowOf(long id, CaseCatalogue catalogue, string note, Actor actor, long at)
    {
        var row = new CatalogueVersionRow
        {
            Id = id,
            Scheme = "",
            Note = note,
            Content = "",
            Digest = "",
            Revision = 1,
            CreatedAt = at,
            CreatedBy = actor.DisplayName,
            ChangedAt = at,
            ChangedBy = actor.DisplayName,
        };
        Write(row, catalogue);
        return row;
    }

    public static void Write(CatalogueVersionRow row, CaseCatalogue catalogue)
    {
        row.Scheme = catalogue.Scheme.Key;
        row.Content = JsonSerializer.Serialize(catalogue.All.Select(StoredClass.Of), Json);
        row.Digest = DigestOf(row);
    }

    /// <summary>Makes it a version from a moment (Unix ms), or a draft again.</summary>
    public static void PutInForce(CatalogueVersionRow row, long? from)
    {
        row.EffectiveFrom = from;
        row.Digest = DigestOf(row);
    }

    /// <summary>SHA-256 of what is in the row: scheme, effective date and content.</summary>
    public static string DigestOf(CatalogueVersionRow row) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{row.Scheme}\n{row.EffectiveFrom}\n{row.Content}"))));

    public static CaseCatalogue Read(CatalogueVersionRow row) => new(
        CodeScheme.Get(row.Scheme), JsonSerializer.Deserialize<List<StoredClass>>(row.Content, Json)!.Select(c => c.ToClass()));

    private sealed record StoredClass(string Code, LocalText Major, LocalText Name, string Confidence, bool Off, IReadOnlyList<StoredCondition> Conditions)
    {
        public static StoredClass Of(CategoryClass c) =>
            new(c.Code, c.Major, c.Name, c.Confidence, c.IsOff, [.. c.Conditions.Select(StoredCondition.Of)]);

        public CategoryClass ToClass() => new(Code, Major, Name, Confidence, [.. Conditions.Select(c => c.ToCondition())]) { IsOff = Off };
    }

    private sealed record StoredCondition(
        string Key, LocalText Name, string Measure, double Limit, string Unit, LocalText Closing, string Confidence)
    {
        public static StoredCondition Of(FilingCondition c) =>
            new(c.Key, c.Name, c.Measure, c.Limit.Value, c.Limit.UnitKey, c.Closing, c.Confidence);

        public FilingCondition ToCondition() => new(Key, Name, Measure, TimeLimit.Parse(Limit, Unit), Closing, Confidence);
    }
}
