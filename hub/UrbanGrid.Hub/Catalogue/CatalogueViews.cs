using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Catalogue;

/// <summary>A class that something can be filed under.</summary>
public sealed record CategoryRow(string Code, LocalText Name, LocalText Major, IReadOnlyList<ConditionRow> Conditions);

/// <summary>A filing condition of a class.</summary>
public sealed record ConditionRow(string Key, LocalText Name, LocalText Limit, LocalText Closing);

/// <summary>A version of the catalogue; its members are those of <see cref="CatalogueVersion"/>.</summary>
public sealed record VersionView(
    long Id, Named Scheme, VersionState State, long? EffectiveFrom, string Note, long Revision, string Digest, long CreatedAt, LocalText CreatedBy,
    long ChangedAt, LocalText ChangedBy)
{
    /// <summary>A version for people.</summary>
    public static VersionView Of(CatalogueVersion v) => new(
        v.Id, new Named(v.Scheme, CodeScheme.Get(v.Scheme).Name), v.State, v.EffectiveFrom, v.Note, v.Revision, v.Digest, v.CreatedAt,
        CallerActor.NameOf(v.CreatedBy), v.ChangedAt, CallerActor.NameOf(v.ChangedBy));
}

/// <summary>A version with its classes.</summary>
public sealed record CatalogueView(VersionView Version, IReadOnlyList<ClassView> Classes);

/// <summary>A class with everything that is kept of it; its members are those of <see cref="CategoryClass"/>.</summary>
public sealed record ClassView(
    string Code, LocalText Major, LocalText Name, string Confidence, bool Off, IReadOnlyList<ConditionView> Conditions)
{
    /// <summary>A class for people.</summary>
    public static ClassView Of(CategoryClass c) => new(c.Code, c.Major, c.Name, c.Confidence, c.IsOff, [.. c.Conditions.Select(ConditionView.Of)]);
}

/// <summary>A filing condition, its limit also as it is edited.</summary>
public sealed record ConditionView(
    string Key, LocalText Name, string Measure, double Limit, string Unit, LocalText LimitText, LocalText Closing, string Confidence)
{
    /// <summary>A condition for people.</summary>
    public static ConditionView Of(FilingCondition c) =>
        new(c.Key, c.Name, c.Measure, c.Limit.Value, c.Limit.UnitKey, c.Limit.ToText(), c.Closing, c.Confidence);
}

/// <summary>A draft just begun.</summary>
/// <param name="Version">The draft.</param>
/// <param name="Left">The city's own classes that found no place in it, because the standard has their code.</param>
public sealed record DraftView(VersionView Version, IReadOnlyList<ClassView> Left);
