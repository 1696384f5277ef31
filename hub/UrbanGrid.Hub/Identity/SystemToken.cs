using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Identity;

/// <summary>What another system signs in with; only the hash of the token is kept.</summary>
public sealed class SystemToken
{
    /// <summary>Name of the system.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token, lower-case hex. The token has 256 random bits, so a plain hash is enough.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Role keys separated by commas.</summary>
    public required string Roles { get; set; }

    /// <summary>Unix ms.</summary>
    public required long CreatedAt { get; set; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class SystemTokenTable : IEntityTypeConfiguration<SystemToken>
{
    public void Configure(EntityTypeBuilder<SystemToken> builder) => builder.ToTable("system_tokens").HasKey(t => t.Name);
}
