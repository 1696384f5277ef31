namespace UrbanGrid.Casework.Catalogue;

/// <summary>All published versions as they were when last looked at: read-only, shared by everybody who works.</summary>
public sealed class CatalogueHistory
{
    private readonly List<Published> _published;

    internal CatalogueHistory(long revision, IEnumerable<Published> published)
    {
        Revision = revision;
        _published = [.. published.OrderBy(p => p.From)];
    }

    /// <summary>Entries of the register log when it was read.</summary>
    internal long Revision { get; }

    /// <summary>The catalogue in force at a moment (Unix ms).</summary>
    public CaseCatalogue At(long at) => InForceAt(at).Catalogue;

    /// <summary>Number of the version in force at a moment (Unix ms).</summary>
    public long VersionAt(long at) => InForceAt(at).Id;

    /// <summary>The catalogue of a version; of one that was taken back or is not known yet, the first.</summary>
    public CaseCatalogue Of(long version) => Find(version)?.Catalogue ?? _published[0].Catalogue;

    /// <summary>Name of a class in the newest version that knows it; a code that none knows is its own name.</summary>
    public LocalText NameOf(string code) =>
        Enumerable.Reverse(_published).Select(p => p.Catalogue.Find(code)?.Name).FirstOrDefault(name => name is not null) ?? new LocalText(code, code);

    /// <summary>When the version after the one in force at a moment begins, Unix ms; null: none is prepared.</summary>
    public long? NextAfter(long at) => _published.Find(p => p.From > at)?.From;

    internal Published? Find(long version) => _published.Find(p => p.Id == version);

    private Published InForceAt(long at) => _published.FindLast(p => p.From <= at) ?? _published[0];

    /// <summary>A published version.</summary>
    internal sealed record Published(long Id, long From, string Digest, CaseCatalogue Catalogue);
}
