using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Devices;

/// <summary>What administrators do to devices.</summary>
public static class DeviceChanges
{
    private const int MaxName = 120;
    private const string GatewayModel = "edge-agent";

    /// <summary><c>POST /devices</c>: the token is in the answer and nowhere else.</summary>
    public static async Task<IssuedDeviceView> CreateAsync(
        NewDevice input, DeviceRegistry registry, DeviceDirectory directory, CityRegister cities, HttpResponse response, CancellationToken ct)
    {
        var id = input.Id ?? throw new ProblemException("missing_value", "id");
        if (registry.Find(id) is not null)
        {
            throw new ProblemException("device_exists", id);
        }

        var place = PlaceOf(input.Lat, input.Lon);
        var name = CheckedName(input.Name ?? new LocalText(id, id));
        var issued = await registry.CreateAsync(
            new Device
            {
                Id = id,
                Model = input.Model ?? throw new ProblemException("missing_value", "model"),
                Name = new LocalName(name.Zh, name.En),
                Place = place,
                GridCode = await GridOfAsync(place, cities, ct),
                ComponentCode = input.ComponentCode,
                Gateway = GatewayOf(input.Gateway, registry),
                Attributes = DeviceAttributes.Merge(new Dictionary<string, JsonElement>(), input.Attributes),
            },
            ct);
        response.Headers.CacheControl = "no-store";
        response.StatusCode = StatusCodes.Status201Created;
        return new IssuedDeviceView(directory.Find(id)!, issued.Token);
    }

    /// <summary><c>POST /devices/{id}/token</c>: the old token stops working and its connection is closed.</summary>
    public static async Task<IssuedTokenView> RotateTokenAsync(
        string id, DeviceRegistry registry, MqttGateway gateway, HttpResponse response, CancellationToken ct)
    {
        _ = registry.Find(id) ?? throw ProblemException.NotFound("device", id);
        var token = await registry.RotateTokenAsync(id, ct);
        gateway.Disconnect(id, MqttReasonCode.AdministrativeAction);
        response.Headers.CacheControl = "no-store";
        return new IssuedTokenView(token);
    }

    /// <summary><c>PATCH /devices/{id}</c>.</summary>
    public static async Task<DeviceView> UpdateAsync(
        string id, DeviceChange input, DeviceRegistry registry, DeviceDirectory directory, CityRegister cities, CancellationToken ct)
    {
        var device = registry.Find(id) ?? throw ProblemException.NotFound("device", id);
        var place = input.Lat is null && input.Lon is null ? device.Place : PlaceOf(input.Lat ?? device.Place?.Lat, input.Lon ?? device.Place?.Lon);
        var name = input.Name is null ? null : CheckedName(input.Name);
        await registry.UpdateAsync(
            device with
            {
                Enabled = input.Enabled ?? device.Enabled,
                Name = name is null ? device.Name : new LocalName(name.Zh, name.En),
                Place = place,
                Gateway = input.Gateway is null ? device.Gateway : GatewayOf(input.Gateway, registry),
                ComponentCode = input.ComponentCode is null ? device.ComponentCode : input.ComponentCode.Length == 0 ? null : input.ComponentCode,
                Attributes = DeviceAttributes.Merge(device.Attributes, input.Attributes),
                GridCode = place == device.Place ? device.GridCode : await GridOfAsync(place, cities, ct),
            },
            ct);
        return directory.Find(id)!;
    }

    /// <summary><c>DELETE /devices/{id}</c>: its connection is closed; its observations stay until their retention ends.</summary>
    public static async Task<IResult> DeleteAsync(string id, DeviceRegistry registry, ILogger<DeviceRegistry> logger, HttpContext context, CancellationToken ct)
    {
        if (!await registry.DeleteAsync(id, ct))
        {
            throw ProblemException.NotFound("device", id);
        }

        logger.LogInformation("Audit: {User} deleted device {Device}", Caller.Of(context.User).User, id);
        return Results.NoContent();
    }

    private static string? GatewayOf(string? id, DeviceRegistry registry) =>
        string.IsNullOrEmpty(id) ? null
        : registry.Find(id)?.Model == GatewayModel ? id
        : throw new ProblemException("invalid_value", "gateway", $"id of an {GatewayModel}");

    internal static GeoPoint? PlaceOf(double? lat, double? lon) => (lat, lon) switch
    {
        (null, null) => null,
        ({ } a, { } b) when Math.Abs(a) <= 90 && Math.Abs(b) <= 180 && (a, b) != (0, 0) => new GeoPoint(a, b),
        _ => throw new ProblemException("invalid_value", "lat, lon", "WGS-84"),
    };

    internal static async Task<string?> GridOfAsync(GeoPoint? place, CityRegister cities, CancellationToken ct) =>
        place is { } p ? (await cities.CurrentAsync(ct)).Index.Locate(p.Lat, p.Lon).ResponsibilityGrid?.Code : null;

    internal static LocalText CheckedName(LocalText name) =>
        name is { Zh.Length: > 0 and <= MaxName, En.Length: > 0 and <= MaxName }
            ? name
            : throw new ProblemException("invalid_value", "name", $"{{zh, en}}, 1..{MaxName}");
}
