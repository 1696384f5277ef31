using UrbanGrid.Casework.Catalogue.Versions;

namespace UrbanGrid.Hub.Catalogue;

/// <summary>Versions of the catalogue for people.</summary>
public sealed class CatalogueVersions(CatalogueDesk desk)
{
    /// <summary>Every version, the newest first.</summary>
    public async Task<IReadOnlyList<VersionView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await desk.ListAsync(cancellationToken)).Select(VersionView.Of)];

    /// <summary>One with its classes; null takes the one in force.</summary>
    public async Task<CatalogueView> ReadAsync(long? id, CancellationToken cancellationToken)
    {
        var (version, catalogue) = await desk.ReadAsync(id, cancellationToken);
        return new CatalogueView(VersionView.Of(version), [.. catalogue.All.Select(ClassView.Of)]);
    }
}
