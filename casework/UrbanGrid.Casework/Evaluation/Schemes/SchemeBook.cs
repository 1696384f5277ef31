using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>Keeps the schemes of evaluation: the standard ones, which stay as they are, and those a city makes. Every change is kept.</summary>
public sealed class SchemeBook(IDbContextFactory<CaseworkDb> factory, TimeProvider time)
{
    private const string Created = "created";
    private const string Changed = "changed";
    private const string Deleted = "deleted";
    private const string Used = "used";
    private const int MostChanges = 200;
    private const int MostSchemes = 100;

    /// <summary>All schemes, by kind, the standard one first.</summary>
    public async Task<IReadOnlyList<StoredScheme>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.EvaluationSchemes.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. EvaluatedKind.All.SelectMany(kind => rows.Where(row => row.Kind == kind.Key).OrderBy(row => row.NameZh, StringComparer.Ordinal).Select(Read)
                .Prepend(StoredScheme.StandardOf(kind, !rows.Exists(row => row.Kind == kind.Key && row.InUse)))),
        ];
    }

    /// <summary>The scheme a kind is evaluated by.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="id">Id of the scheme wanted; null: the one in use.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CaseInputException">The kind has no such scheme.</exception>
    public async Task<StoredScheme> ForAsync(EvaluatedKind kind, string? id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.EvaluationSchemes.AsNoTracking().Where(row => row.Kind == kind.Key && (row.InUse || row.Id == id)).ToListAsync(cancellationToken);
        var inUse = rows.Find(row => row.InUse);
        return id is null ? inUse is null ? StoredScheme.StandardOf(kind, inUse: true) : Read(inUse)
            : id == StoredScheme.StandardPrefix + kind.Key ? StoredScheme.StandardOf(kind, inUse is null)
            : rows.Find(row => row.Id == id) is { } found ? Read(found)
            : throw NoSuch(id);
    }

    /// <summary>Adds a scheme; it is not in use yet.</summary>
    /// <exception cref="CaseInputException">It cannot be used as it is.</exception>
    public async Task<StoredScheme> CreateAsync(SchemeInput input, Actor actor, CancellationToken cancellationToken = default)
    {
        var kind = EvaluatedKind.Get(input.Kind ?? "");
        var (name, scheme) = SchemeChecks.Read(input, kind);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.EvaluationSchemes.CountAsync(cancellationToken) >= MostSchemes)
        {
            throw CaseChecks.Wrong($"方案已有 {MostSchemes} 个；请先删除不用的。", $"There are {MostSchemes} schemes already; delete one that is not needed first.");
        }

        var row = new EvaluationSchemeRow
        {
            Id = Guid.NewGuid().ToString("n"), Kind = kind.Key, NameZh = name.Zh, NameEn = name.En, Definition = scheme.ToJson(),
            Version = 1, ChangedAt = Now(), ChangedBy = actor.DisplayName,
        };
        db.EvaluationSchemes.Add(row);
        db.EvaluationSchemeChanges.Add(ChangeOf(row, Created, actor));
        await db.SaveChangesAsync(cancellationToken);
        return Read(row);
    }

    /// <summary>Changes a scheme; its kind stays.</summary>
    /// <exception cref="CaseInputException">There is no such scheme, it is a standard one, or it cannot be used as it is.</exception>
    /// <exception cref="SchemeChangedException">It has changed since it was read.</exception>
    public async Task<StoredScheme> ChangeAsync(string id, SchemeInput input, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var row = await OwnAsync(db, id, cancellationToken);
        var (name, scheme) = SchemeChecks.Read(input, EvaluatedKind.Get(row.Kind));
        if (input.Version != row.Version)
        {
            throw new SchemeChangedException();
        }

        (row.NameZh, row.NameEn, row.Definition) = (name.Zh, name.En, scheme.ToJson());
        await SaveAsync(db, row, Changed, actor, cancellationToken);
        return Read(row);
    }

    /// <summary>Deletes a scheme; a kind that was evaluated by it goes back to the standard.</summary>
    /// <exception cref="CaseInputException">There is no such scheme, or it is a standard one.</exception>
    public async Task DeleteAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var row = await OwnAsync(db, id, cancellationToken);
        db.EvaluationSchemes.Remove(row);
        db.EvaluationSchemeChanges.Add(ChangeOf(row, Deleted, actor));
        await SaveAsync(db, cancellationToken);
    }

    /// <summary>Evaluates its kind by this scheme from now on.</summary>
    /// <exception cref="CaseInputException">There is no such scheme.</exception>
    public async Task UseAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (StandardOf(id) is { } kind)
        {
            await EndUseAsync(db, kind.Key, cancellationToken);
            var standard = StoredScheme.StandardOf(kind, inUse: true);
            db.EvaluationSchemeChanges.Add(new EvaluationSchemeChangeRow
            {
                Scheme = id, Kind = kind.Key, At = Now(), ActorId = actor.UserId, ActorName = actor.DisplayName, Change = Used,
                NameZh = standard.Name.Zh, NameEn = standard.Name.En, Definition = standard.Definition.ToJson(),
            });
            await SaveAsync(db, cancellationToken);
        }
        else
        {
            var row = await OwnAsync(db, id, cancellationToken);
            await EndUseAsync(db, row.Kind, cancellationToken);
            await db.Entry(row).ReloadAsync(cancellationToken);
            row.InUse = true;
            await SaveAsync(db, row, Used, actor, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Who changed what, newest first; the last 200.</summary>
    public async Task<IReadOnlyList<SchemeChange>> ChangesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.EvaluationSchemeChanges.AsNoTracking().OrderByDescending(c => c.Id).Take(MostChanges).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(c => new SchemeChange(
                c.Scheme, c.Kind, c.At, c.ActorName, c.Change, new LocalText(c.NameZh, c.NameEn), Scheme.FromJson(c.Definition))),
        ];
    }

    private static Task<int> EndUseAsync(CaseworkDb db, string kind, CancellationToken cancellationToken) => db.EvaluationSchemes
        .Where(row => row.Kind == kind && row.InUse).ExecuteUpdateAsync(set => set.SetProperty(row => row.InUse, false), cancellationToken);

    private static async Task<EvaluationSchemeRow> OwnAsync(CaseworkDb db, string id, CancellationToken cancellationToken)
    {
        if (StandardOf(id) is not null)
        {
            throw CaseChecks.Wrong("标准方案不能修改或删除；请复制为新方案后再改。", "A standard scheme cannot be changed or deleted; make a new one like it and change that.");
        }

        return await db.EvaluationSchemes.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw NoSuch(id);
    }

    private static EvaluatedKind? StandardOf(string id) => EvaluatedKind.All.FirstOrDefault(kind => id == StoredScheme.StandardPrefix + kind.Key);

    private static CaseInputException NoSuch(string id) =>
        CaseChecks.Wrong($"没有评价方案“{id}”；可能已被删除，请刷新。", $"There is no scheme '{id}'; it may have been deleted, load the list again.");

    private async Task SaveAsync(CaseworkDb db, EvaluationSchemeRow row, string change, Actor actor, CancellationToken cancellationToken)
    {
        row.Version++;
        (row.ChangedAt, row.ChangedBy) = (Now(), actor.DisplayName);
        db.EvaluationSchemeChanges.Add(ChangeOf(row, change, actor));
        await SaveAsync(db, cancellationToken);
    }

    private static async Task SaveAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException problem) when (problem is DbUpdateConcurrencyException || problem.InnerException is DbException { IsTransient: false })
        {
            // Another hub wrote the same row, or put another scheme in use, at the same moment.
            throw new SchemeChangedException();
        }
    }

    private EvaluationSchemeChangeRow ChangeOf(EvaluationSchemeRow row, string change, Actor actor) => new()
    {
        Scheme = row.Id, Kind = row.Kind, At = Now(), ActorId = actor.UserId, ActorName = actor.DisplayName, Change = change,
        NameZh = row.NameZh, NameEn = row.NameEn, Definition = row.Definition,
    };

    private static StoredScheme Read(EvaluationSchemeRow row) => new()
    {
        Id = row.Id, Kind = row.Kind, Name = new LocalText(row.NameZh, row.NameEn), Definition = Scheme.FromJson(row.Definition), InUse = row.InUse,
        Version = row.Version, ChangedAt = row.ChangedAt, ChangedBy = row.ChangedBy,
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
