using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Catalogue;

/// <summary>
/// Keeps the published versions at hand, so that whoever reads waits for nothing, and notices when any hub has published
/// another. A version comes into force by the clock alone.
/// </summary>
public sealed class CatalogueRegister : IDisposable
{
    private readonly IDbContextFactory<CaseworkDb> _factory;
    private readonly CaseworkOptions _options;
    private readonly TimeProvider _time;
    private readonly KeptSnapshot<CatalogueHistory> _kept;

    /// <param name="factory">The store.</param>
    /// <param name="options">Code scheme of the city.</param>
    /// <param name="time">Clock by which versions come into force.</param>
    public CatalogueRegister(IDbContextFactory<CaseworkDb> factory, CaseworkOptions options, TimeProvider time)
    {
        (_factory, _options, _time) = (factory, options, time);
        _kept = new KeptSnapshot<CatalogueHistory>(factory, RevisionAsync, LoadAsync, history => history.Revision);
    }

    /// <summary>The versions as they were when last asked for, without a look into the store.</summary>
    public CatalogueHistory Latest => _kept.Latest ?? BeforeFirst();

    /// <summary>What is in force now, by <see cref="Latest"/>.</summary>
    public CaseCatalogue InForce => Latest.At(_time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Code of the class that a category of a detector or a device model is here; its own where this city has no such class.</summary>
    public string CodeForDevice(string code) => InForce.FindForDevice(code)?.Code ?? code;

    /// <summary>The versions as they are in the store now. Costs one primary-key read when nothing changed.</summary>
    public Task<CatalogueHistory> CurrentAsync(CancellationToken cancellationToken = default) => _kept.CurrentAsync(cancellationToken);

    /// <summary>The same, over a context that has no transaction open.</summary>
    internal Task<CatalogueHistory> CurrentAsync(CaseworkDb db, CancellationToken cancellationToken) => _kept.CurrentAsync(db, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    /// <summary>
    /// Makes the table that comes with the product the first version, so that a later product changes nothing by itself.
    /// </summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var db = await _factory.CreateDbContextAsync(cancellationToken);
        if (!await db.CatalogueVersions.AnyAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var scheme = CodeScheme.Get(_options.CodeScheme);
            var at = _time.GetUtcNow().ToUnixTimeMilliseconds();
            var row = CatalogueContent.RowOf(1, scheme.Table, scheme.Name.Zh, Actor.System, at);
            CatalogueContent.PutInForce(row, from: 0);
            db.CatalogueVersions.Add(row);
            await RegisterLog.AppendAsync(
                db, RegisterLog.Entry(Actor.System, at, RegisterLog.Catalogue, "begin", "1", before: null, row.Digest), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await CurrentAsync(cancellationToken);
    }

    private static Task<long> RevisionAsync(CaseworkDb db, CancellationToken cancellationToken) =>
        db.RegisterLogHeads.Select(h => h.Position).SingleAsync(cancellationToken);

    private async Task<CatalogueHistory> LoadAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var revision = await RevisionAsync(db, cancellationToken);
        var heads = await db.CatalogueVersions.AsNoTracking().Where(v => v.EffectiveFrom != null)
            .Select(v => new { v.Id, v.EffectiveFrom, v.Digest }).ToListAsync(cancellationToken);
        var published = new List<CatalogueHistory.Published>(heads.Count);
        foreach (var head in heads)
        {
            // What was read once is not read again: versions are many, and most never change.
            var catalogue = _kept.Latest?.Find(head.Id) is { } known && known.Digest == head.Digest
                ? known.Catalogue
                : CatalogueContent.Read(await db.CatalogueVersions.AsNoTracking().SingleAsync(v => v.Id == head.Id, cancellationToken));
            published.Add(new(head.Id, head.EffectiveFrom!.Value, head.Digest, catalogue));
        }

        return published.Count > 0 ? new CatalogueHistory(revision, published) : BeforeFirst();
    }

    private CatalogueHistory BeforeFirst() =>
        new(-1, [new(1, 0, "", CodeScheme.Get(_options.CodeScheme).Table)]);
}
