using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>Whom a fact counts for. One query counts for all of them at once.</summary>
internal delegate IQueryable<CountedCase> Owner(CaseworkDb db, IQueryable<Fact> facts);

/// <summary>The owners there are.</summary>
internal static class Owners
{
    /// <summary>The department that had the case.</summary>
    public static IQueryable<CountedCase> Department(CaseworkDb db, IQueryable<Fact> facts) =>
        facts.Select(f => new CountedCase { CaseId = f.CaseId, At = f.At, Subject = f.Department });

    /// <summary>Whoever did it; what the hub did by itself is nobody's work.</summary>
    public static IQueryable<CountedCase> Person(CaseworkDb db, IQueryable<Fact> facts)
    {
        var system = Actor.System.UserId;
        return facts.Where(f => f.Person != system).Select(f => new CountedCase { CaseId = f.CaseId, At = f.At, Subject = f.Person });
    }

    /// <summary>The area the case lies in: a unit grid's code begins with those of the areas around it (docs/domain-sources.md §4).</summary>
    /// <param name="digits">Digits of the codes of such areas.</param>
    public static Owner Area(int digits) => (db, facts) => facts.Join(
        db.Cases, f => f.CaseId, row => row.Id,
        (f, row) => new CountedCase { CaseId = f.CaseId, At = f.At, Subject = row.GridCode!.Substring(0, digits) });

    /// <summary>The responsibility grid the case lies in.</summary>
    public static IQueryable<CountedCase> ResponsibilityGrid(CaseworkDb db, IQueryable<Fact> facts) => facts.Join(
        db.Cases, f => f.CaseId, row => row.Id,
        (f, row) => new CountedCase { CaseId = f.CaseId, At = f.At, Subject = row.ResponsibilityGrid });
}
