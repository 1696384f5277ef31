using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>A line of the connection log as a row; the id is the order.</summary>
internal sealed class ConnectionRow : IEntityTypeConfiguration<ConnectionRow>
{
    private const int MaxText = 128;

    public long Id { get; set; }
    public long At { get; set; }
    public string DeviceId { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string? Address { get; set; }
    public int Kind { get; set; }
    public string Reason { get; set; } = "";

    public static ConnectionRow Of(ConnectionEvent happened) => new()
    {
        At = happened.At,
        DeviceId = Short(happened.DeviceId),
        ClientId = Short(happened.ClientId),
        Address = happened.Address is null ? null : Short(happened.Address),
        Kind = (int)happened.Kind,
        Reason = Short(happened.Reason),
    };

    public ConnectionEvent ToEvent() => new(At, DeviceId, ClientId, Address, (ConnectionEventKind)Kind, Reason);

    public void Configure(EntityTypeBuilder<ConnectionRow> builder)
    {
        builder.ToTable("connections").HasKey(c => c.Id);
        builder.Property(c => c.Id).HasColumnName("id");
        builder.Property(c => c.At).HasColumnName("at");
        builder.Property(c => c.DeviceId).HasColumnName("device_id");
        builder.Property(c => c.ClientId).HasColumnName("client_id");
        builder.Property(c => c.Address).HasColumnName("address");
        builder.Property(c => c.Kind).HasColumnName("kind");
        builder.Property(c => c.Reason).HasColumnName("reason");
        builder.HasIndex(c => new { c.DeviceId, c.Id }).HasDatabaseName("ix_connections_device");
    }

    /// <summary>Strangers choose names; a NUL would be refused by PostgreSQL.</summary>
    private static string Short(string text) => (text.Length <= MaxText ? text : text[..MaxText]).Replace('\0', '?');
}
