using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Hub.Store;

/// <summary>
/// The hub's own tables, beside casework's in the same database. People are here; each feature maps its own tables with an
/// <see cref="IEntityTypeConfiguration{T}"/>. The schema is made by the migrations beside this file.
/// </summary>
public sealed class HubDb(DbContextOptions<HubDb> options) : IdentityDbContext<HubUser, IdentityRole, string>(options)
{
    /// <summary>Name of the table that remembers which migrations ran; casework and the device registry have theirs.</summary>
    public const string HistoryTable = "__hub_migrations";

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HubDb).Assembly);
    }
}
