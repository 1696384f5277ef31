using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Places;

/// <summary>Brings a city's tables in from a folder.</summary>
public sealed class CityImport(IDbContextFactory<CaseworkDb> factory)
{
    /// <summary>Loads the folder.</summary>
    public async Task LoadAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
    }
}
