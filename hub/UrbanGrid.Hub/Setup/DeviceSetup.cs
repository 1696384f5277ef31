using System.Globalization;
using System.Text.Json;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Setup;

/// <summary>Registers the devices of a city.</summary>
public sealed class DeviceSetup(DeviceRegistry registry, CityRegister cities)
{
    /// <summary>The edge agent of a demo; every device of the city speaks through it.</summary>
    public const string EdgeAgent = "edge-01";

    private const string CategoryAttribute = "category";

    private static readonly CityDevice Agent =
        new(EdgeAgent, "edge-agent", "演示边缘代理", "Demo edge agent", null, null, new Dictionary<string, string>());

    /// <summary>Registers whoever is missing. In a demo a device whose token is not in the file gets a new one.</summary>
    public async Task<Credentials> CreateAsync(
        IReadOnlyList<CityDevice> devices, Credentials known, bool demo, CancellationToken cancellationToken)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        var tokens = known.Devices.ToDictionary(d => d.Id, d => d.Token);
        IReadOnlyList<CityDevice> all = demo ? [Agent, .. devices] : devices;
        foreach (var device in all)
        {
            if (registry.Find(device.Id) is null)
            {
                tokens[device.Id] = (await registry.CreateAsync(Build(device, city, demo), cancellationToken)).Token;
            }
            else if (demo && !tokens.ContainsKey(device.Id))
            {
                tokens[device.Id] = await registry.RotateTokenAsync(device.Id, cancellationToken);
            }
        }

        return known with { Devices = [.. all.Where(d => tokens.ContainsKey(d.Id)).Select(d => new DeviceCredential(d.Id, tokens[d.Id]))] };
    }

    private static Device Build(CityDevice device, City city, bool demo)
    {
        var attributes = device.Extra.ToDictionary(e => e.Key, e => JsonSerializer.SerializeToElement(ValueOf(e.Value)));
        if (device.Component is { } code && city.Components.TryGetValue(code, out var component))
        {
            // The class of the cover or lamp it sits on is the class of the alarms it raises.
            attributes.TryAdd(CategoryAttribute, JsonSerializer.SerializeToElement(component.Category));
        }

        return new Device
        {
            Id = device.Id,
            Model = device.Model,
            Name = new LocalName(device.NameZh, device.NameEn),
            Place = device.Place,
            GridCode = device.Place is { } p ? city.Index.Locate(p.Lat, p.Lon).ResponsibilityGrid?.Code : null,
            ComponentCode = device.Component,
            Gateway = demo && device.Id != EdgeAgent ? EdgeAgent : null,
            Attributes = attributes,
        };
    }

    private static object ValueOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text;
}
