using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>A device as a row of the registry.</summary>
internal sealed class DeviceRow
{
    private const string Nothing = "{}";

    public required string Id { get; set; }
    public required string Model { get; set; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
    public double? Lat { get; set; }
    public double? Lon { get; set; }
    public string? GridCode { get; set; }
    public string? ComponentCode { get; set; }
    public string? Gateway { get; set; }
    public bool Enabled { get; set; }
    public required string Attributes { get; set; }
    public required byte[] TokenHash { get; set; }
    public long CreatedAt { get; set; }
    public long UpdatedAt { get; set; }

    /// <summary>A new row of a device.</summary>
    public static DeviceRow Of(Device device, byte[] tokenHash, long now)
    {
        var row = new DeviceRow
        {
            Id = device.Id, Model = device.Model, NameZh = "", NameEn = "", Attributes = Nothing, TokenHash = tokenHash, CreatedAt = now,
        };
        row.Take(device, now);
        return row;
    }

    public void Take(Device device, long now)
    {
        Model = device.Model;
        NameZh = device.Name.Zh;
        NameEn = device.Name.En;
        Lat = device.Place?.Lat;
        Lon = device.Place?.Lon;
        GridCode = device.GridCode;
        ComponentCode = device.ComponentCode;
        Gateway = device.Gateway;
        Enabled = device.Enabled;
        Attributes = JsonSerializer.Serialize(device.Attributes);
        UpdatedAt = now;
    }

    /// <summary>Changes some attributes; one that is null is removed.</summary>
    public void Merge(IReadOnlyDictionary<string, JsonElement?> changes, long now)
    {
        var attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Attributes) ?? [];
        foreach (var (key, value) in changes)
        {
            if (value is { ValueKind: not JsonValueKind.Null } given)
            {
                attributes[key] = given;
            }
            else
            {
                attributes.Remove(key);
            }
        }

        Attributes = JsonSerializer.Serialize(attributes);
        UpdatedAt = now;
    }

    public Device ToDevice() => new()
    {
        Id = Id,
        Model = Model,
        Name = new LocalName(NameZh, NameEn),
        Place = Lat is { } lat && Lon is { } lon ? new GeoPoint(lat, lon) : null,
        GridCode = GridCode,
        ComponentCode = ComponentCode,
        Gateway = Gateway,
        Enabled = Enabled,
        CreatedAt = CreatedAt,
        Attributes = Attributes == Nothing ? Device.NoAttributes : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Attributes) ?? [],
    };
}
