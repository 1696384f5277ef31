using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>A key that encrypts session cookies, as ASP.NET Core writes it.</summary>
public sealed class SessionKey
{
    /// <summary>Name the framework gives it.</summary>
    public required string Name { get; init; }

    /// <summary>The XML element.</summary>
    public required string Xml { get; set; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class SessionKeyTable : IEntityTypeConfiguration<SessionKey>
{
    public void Configure(EntityTypeBuilder<SessionKey> builder) => builder.ToTable("session_keys").HasKey(k => k.Name);
}

/// <summary>Keeps the keys of session cookies in the database, so that who signed in at one hub is signed in at all.</summary>
internal sealed class SharedSessionKeys(IDbContextFactory<HubDb> databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.Set<SessionKey>().AsNoTracking().AsEnumerable().Select(k => XElement.Parse(k.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.Set<SessionKey>().Add(new SessionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
