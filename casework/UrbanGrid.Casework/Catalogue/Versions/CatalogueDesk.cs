using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue.Files;
using UrbanGrid.Casework.Catalogue.Uses;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>
/// Where versions of the catalogue are prepared and published. Each change is one transaction with its entry in the register log.
/// Safe for concurrent use, also by several hubs.
/// </summary>
public sealed class CatalogueDesk(
    IDbContextFactory<CaseworkDb> factory, CatalogueRegister register, IEnumerable<IClassUser> users, TimeProvider time)
{
    private const int MaxNote = 300;

    /// <summary>Every version, the newest first.</summary>
    public async Task<IReadOnlyList<CatalogueVersion>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var inForce = (await register.CurrentAsync(cancellationToken)).VersionAt(Now());
        var rows = await db.CatalogueVersions.AsNoTracking().OrderByDescending(v => v.Id).Select(v => new CatalogueVersionRow
        {
            Id = v.Id, Scheme = v.Scheme, EffectiveFrom = v.EffectiveFrom, Note = v.Note, Revision = v.Revision, Content = "", Digest = v.Digest,
            CreatedAt = v.CreatedAt, CreatedBy = v.CreatedBy, ChangedAt = v.ChangedAt, ChangedBy = v.ChangedBy,
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => Describe(row, inForce));
    }

    /// <summary>A version with its classes; null takes the one in force.</summary>
    /// <exception cref="CatalogueRefusedException">There is none of that number.</exception>
    public async Task<VersionedCatalogue> ReadAsync(long? id, CancellationToken cancellationToken = default)
    {
        var inForce = (await register.CurrentAsync(cancellationToken)).VersionAt(Now());
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(db.CatalogueVersions.AsNoTracking(), id ?? inForce, cancellationToken);
        return new VersionedCatalogue(Describe(row, inForce), CatalogueContent.Read(row));
    }

    /// <summary>Begins a draft: a copy of a version, or a standard's table with everything that is the city's own.</summary>
    /// <param name="from">Version to begin with; null takes the one in force.</param>
    /// <param name="standard">Key of the scheme whose table of this product is put under it; null: none.</param>
    /// <param name="note">What it is for.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The draft, and the city's own classes that found no place in it, because their code is taken.</returns>
    public async Task<(CatalogueVersion Draft, IReadOnlyList<CategoryClass> Left)> BeginAsync(
        long? from, string? standard, string? note, Actor actor, CancellationToken cancellationToken = default)
    {
        var text = Note(note);
        var basis = (await ReadAsync(from, cancellationToken)).Catalogue;
        IReadOnlyList<CategoryClass> left = [];
        if (standard is not null)
        {
            var scheme = CodeScheme.Find(standard) ?? throw Refuse(
                CatalogueRefusal.Input,
                $"没有编码体系“{standard}”；可用：{string.Join("、", CodeScheme.All)}。",
                $"There is no code scheme '{standard}'; use one of: {string.Join(", ", CodeScheme.All)}.");
            basis = NewStandard.CarryOver(basis, scheme, out left);
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(db, cancellationToken);
        var row = CatalogueContent.RowOf(await db.CatalogueVersions.MaxAsync(v => v.Id, cancellationToken) + 1, basis, text, actor, Now());
        db.CatalogueVersions.Add(row);
        await SaveAsync(db, row, actor, "draft", before: null, row.Digest, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (Describe(row, inForce: 0), left);
    }

    /// <summary>Says what a draft is for.</summary>
    public Task<CatalogueVersion> SetNoteAsync(
        long id, string? note, long? expectedRevision, Actor actor, CancellationToken cancellationToken = default)
    {
        var text = Note(note);
        return ChangeAsync(id, expectedRevision, actor, "note", row => row.Note = text, cancellationToken);
    }

    /// <summary>Puts a class into a draft, in the place of what it has under that code.</summary>
    /// <exception cref="CatalogueRefusedException">It is no draft, somebody else has changed it, or the class cannot be used.</exception>
    public Task<CatalogueVersion> SetClassAsync(
        long id, ClassOrder order, long? expectedRevision, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id, expectedRevision, actor, "class", row =>
            {
                var draft = CatalogueContent.Read(row);
                if (ClassCheck.Faults(order, draft).ToList() is { Count: > 0 } faults)
                {
                    throw Refuse(
                        CatalogueRefusal.Input,
                        $"{string.Join("；", faults.Select(f => f.Message.Zh))}。",
                        $"{string.Join("; ", faults.Select(f => f.Message.En))}.");
                }

                CatalogueContent.Write(row, new CaseCatalogue(
                    draft.Scheme, [.. draft.All.Where(c => c.Code != order.Code), ClassCheck.ToClass(order, draft)]));
            },
            cancellationToken,
            order.Code);

    /// <summary>Takes a class of the city's own out of a draft.</summary>
    /// <exception cref="CatalogueRefusedException">It is a class of the standard, is not there, or the draft cannot be changed.</exception>
    public Task<CatalogueVersion> RemoveClassAsync(
        long id, string code, long? expectedRevision, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id, expectedRevision, actor, "remove", row =>
            {
                var draft = CatalogueContent.Read(row);
                var known = draft.Find(code) ?? throw Refuse(CatalogueRefusal.Missing, $"草稿中没有类别“{code}”。", $"The draft has no class '{code}'.");
                if (!known.IsLocal)
                {
                    throw Refuse(
                        CatalogueRefusal.Input,
                        $"{code}“{known.Name.Zh}”是标准类别，不能删除；不再使用的请停用。",
                        $"{code} '{known.Name.En}' is a class of the standard and stays; switch it off if it is not used.");
                }

                CatalogueContent.Write(row, new CaseCatalogue(draft.Scheme, draft.All.Where(c => c.Code != code)));
            },
            cancellationToken,
            code);

    /// <summary>Puts the classes of files into a draft, all or nothing.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="files">Bytes by file name, see <see cref="CatalogueFileNames"/>; what is not given stays.</param>
    /// <param name="dryRun">True: only report.</param>
    /// <param name="expectedRevision">The revision the actor saw; null does not compare.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CatalogueImportReport> ImportAsync(
        long id, IReadOnlyDictionary<string, byte[]> files, bool dryRun, long? expectedRevision, Actor actor, CancellationToken cancellationToken = default)
    {
        var (version, draft) = await ReadAsync(id, cancellationToken);
        RequireDraft(version.EffectiveFrom, id);
        var reader = new CatalogueFileReader(files, draft);
        var read = reader.Read();
        var report = new CatalogueImportReport(
            false, [.. files.Keys.Order(StringComparer.Ordinal)], reader.Faults.Count, [.. reader.Faults.Take(CatalogueImportReport.Most)], reader.Warnings,
            read is null ? [] : CatalogueDiff.Between(draft, read));
        if (dryRun || read is null)
        {
            return report;
        }

        await ChangeAsync(
            id, expectedRevision ?? version.Revision, actor, "import", row => CatalogueContent.Write(row, read), cancellationToken,
            string.Join(", ", report.Files));
        return report with { Imported = true };
    }

    /// <summary>In what a version differs from another; null takes the one that is in force when it begins, or now.</summary>
    public async Task<IReadOnlyList<CatalogueChange>> DiffAsync(long id, long? against, CancellationToken cancellationToken = default)
    {
        var (version, catalogue) = await ReadAsync(id, cancellationToken);
        var before = against is { } other
            ? (await ReadAsync(other, cancellationToken)).Catalogue
            : (await register.CurrentAsync(cancellationToken)).At(version.EffectiveFrom - 1 ?? Now());
        return CatalogueDiff.Between(before, catalogue);
    }

    /// <summary>What would lose its class if a draft came into force at a moment (Unix ms; null: now).</summary>
    public async Task<IReadOnlyList<ClassUse>> LostAsync(long id, long? from, CancellationToken cancellationToken = default)
    {
        var (_, draft) = await ReadAsync(id, cancellationToken);
        return await LostAsync(draft, from ?? Now(), cancellationToken);
    }

    /// <summary>Makes a draft the version in force from a moment on.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="from">Unix ms, in the future; null: now.</param>
    /// <param name="expectedRevision">The revision the actor saw; null does not compare.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CatalogueRefusedException">Codes in use would vanish, the moment is past, or the draft cannot be published.</exception>
    public async Task<CatalogueVersion> PublishAsync(
        long id, long? from, long? expectedRevision, Actor actor, CancellationToken cancellationToken = default)
    {
        var now = Now();
        if (from <= now)
        {
            throw Refuse(CatalogueRefusal.Input, "生效时间必须在今后；立即生效请留空。", "The effective date must be in the future; leave it out for now.");
        }

        var (version, draft) = await ReadAsync(id, cancellationToken);
        RequireDraft(version.EffectiveFrom, id);
        if (await LostAsync(draft, from ?? now, cancellationToken) is { Count: > 0 } lost)
        {
            var codes = lost.Select(u => u.Code).Distinct().ToList();
            throw new CatalogueRefusedException(CatalogueRefusal.InUse, new LocalText(
                $"以下代码正在使用，本版本中没有、已停用或含义不同：{string.Join("、", codes)}。请先修改使用它们的地方（见 uses），或在草稿中恢复这些类别。",
                $"These codes are in use, and this version lacks them, switches them off or means another class by them: {string.Join(", ", codes)}. "
                    + "Change what uses them first (see uses), or restore the classes in the draft.")) { Uses = lost };
        }

        return await ChangeAsync(
            id, expectedRevision ?? version.Revision, actor, "publish", row => CatalogueContent.PutInForce(row, from ?? now), cancellationToken,
            mustDiffer: (db, row) => RequireFreeAsync(db, row, cancellationToken));
    }

    /// <summary>Makes a version that is not in force yet a draft again.</summary>
    /// <exception cref="CatalogueRefusedException">It is in force or past.</exception>
    public Task<CatalogueVersion> TakeBackAsync(
        long id, long? expectedRevision, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id, expectedRevision, actor, "take_back", row => CatalogueContent.PutInForce(row, from: null), cancellationToken,
            isReady: row => row.EffectiveFrom > Now());

    /// <summary>Throws a draft away.</summary>
    /// <exception cref="CatalogueRefusedException">It is no draft.</exception>
    public async Task DeleteAsync(long id, Actor actor, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(db, cancellationToken);
        var row = await FindAsync(db.CatalogueVersions, id, cancellationToken);
        RequireDraft(row.EffectiveFrom, id);
        db.CatalogueVersions.Remove(row);
        await SaveAsync(db, row, actor, "delete", row.Digest, after: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<CatalogueVersion> ChangeAsync(
        long id, long? expectedRevision, Actor actor, string action, Action<CatalogueVersionRow> change, CancellationToken cancellationToken,
        string? detail = null, Func<CatalogueVersionRow, bool>? isReady = null, Func<CaseworkDb, CatalogueVersionRow, Task>? mustDiffer = null)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(db, cancellationToken);
        var row = await FindAsync(db.CatalogueVersions, id, cancellationToken);
        if (!(isReady?.Invoke(row) ?? row.EffectiveFrom is null))
        {
            throw Immutable(id);
        }

        if (expectedRevision is { } expected && expected != row.Revision)
        {
            throw Refuse(
                CatalogueRefusal.Changed,
                $"版本 {id} 已被 {row.ChangedBy} 修改，请刷新后重试。",
                $"{row.ChangedBy} has changed version {id} meanwhile; look at it again.");
        }

        var before = row.Digest;
        change(row);
        if (mustDiffer is not null)
        {
            await mustDiffer(db, row);
        }

        (row.Revision, row.ChangedAt, row.ChangedBy) = (row.Revision + 1, Now(), actor.DisplayName);
        await SaveAsync(db, row, actor, action, before, CatalogueContent.DigestOf(row), cancellationToken, detail);
        await transaction.CommitAsync(cancellationToken);
        var history = await register.CurrentAsync(cancellationToken);
        return Describe(row, history.VersionAt(Now()));
    }

    private async Task SaveAsync(
        CaseworkDb db, CatalogueVersionRow row, Actor actor, string action, string? before, string? after, CancellationToken cancellationToken, string? detail = null)
    {
        row.Digest = after ?? row.Digest;
        await RegisterLog.AppendAsync(
            db,
            RegisterLog.Entry(actor, Now(), RegisterLog.Catalogue, action, row.Id.ToString(CultureInfo.InvariantCulture), before, after, detail),
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Changes of the catalogue follow one another, so that each sees what the one before did.</summary>
    private static async Task LockAsync(CaseworkDb db, CancellationToken cancellationToken) =>
        await db.RegisterLogHeads.ExecuteUpdateAsync(head => head.SetProperty(h => h.Position, h => h.Position), cancellationToken);

    private static async Task<CatalogueVersionRow> FindAsync(
        IQueryable<CatalogueVersionRow> versions, long id, CancellationToken cancellationToken) =>
        await versions.SingleOrDefaultAsync(v => v.Id == id, cancellationToken)
            ?? throw Refuse(CatalogueRefusal.Missing, $"没有版本 {id}。", $"There is no version {id}.");

    private static async Task RequireFreeAsync(CaseworkDb db, CatalogueVersionRow row, CancellationToken cancellationToken)
    {
        if (await db.CatalogueVersions.AnyAsync(v => v.Id != row.Id && v.EffectiveFrom == row.EffectiveFrom, cancellationToken))
        {
            throw Refuse(
                CatalogueRefusal.Input, "另一个版本在同一时间生效，请另选时间，或先撤回那个版本。",
                "Another version begins at the same moment; choose another, or take that one back first.");
        }
    }

    private async Task<IReadOnlyList<ClassUse>> LostAsync(CaseCatalogue draft, long from, CancellationToken cancellationToken)
    {
        var uses = new List<ClassUse>();
        foreach (var user in users)
        {
            uses.AddRange(await user.ListAsync(cancellationToken));
        }

        return LostUses.Of(uses, (await register.CurrentAsync(cancellationToken)).At(from), draft);
    }

    private CatalogueVersion Describe(CatalogueVersionRow row, long inForce) => new(
        row.Id, row.Scheme, StateOf(row, inForce), row.EffectiveFrom, row.Note, row.Revision, row.Digest, row.CreatedAt, row.CreatedBy, row.ChangedAt, row.ChangedBy);

    private VersionState StateOf(CatalogueVersionRow row, long inForce) => row.EffectiveFrom is not { } from ? VersionState.Draft
        : from > Now() ? VersionState.Scheduled
        : row.Id == inForce ? VersionState.InForce
        : VersionState.Past;

    private static void RequireDraft(long? effectiveFrom, long id)
    {
        if (effectiveFrom is not null)
        {
            throw Immutable(id);
        }
    }

    private static CatalogueRefusedException Immutable(long id) => Refuse(
        CatalogueRefusal.Immutable,
        $"版本 {id} 不是草稿，不能修改：待生效的可以撤回，现行和历史版本只能据以新建草稿。",
        $"Version {id} is no draft and stays as it is: one that is not in force yet can be taken back, of others a new draft can be made.");

    private static string Note(string? note) => note?.Trim() is not { } text ? ""
        : text.Length <= MaxNote && !text.Contains('\0', StringComparison.Ordinal) ? text
        : throw Refuse(CatalogueRefusal.Input, $"说明不能超过 {MaxNote} 个字符。", $"The note may have at most {MaxNote} characters.");

    private static CatalogueRefusedException Refuse(CatalogueRefusal refusal, string zh, string en) => new(refusal, new LocalText(zh, en));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
