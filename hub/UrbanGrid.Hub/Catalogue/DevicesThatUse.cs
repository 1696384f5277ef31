using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue.Uses;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Triage.Filing;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Catalogue;

/// <summary>
/// What raises alarms under a class: zones of cameras, models of registered devices, devices with a category of their own, and
/// automatic filing.
/// </summary>
public sealed class DevicesThatUse(DeviceRegistry devices, DeviceModels models, ZoneStore zones, FilingPolicies policies) : IClassUser
{
    private const string Own = "own";

    /// <summary>What a zone raises that names no category (docs/cameras.md).</summary>
    private static readonly Dictionary<ZonePurpose, string> OfPurpose = new()
    {
        [ZonePurpose.Dumping] = "event/0110",
        [ZonePurpose.Occupancy] = "event/0406",
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClassUse>> ListAsync(CancellationToken cancellationToken)
    {
        var uses = new List<ClassUse>();
        foreach (var (camera, watched) in await zones.AllAsync(cancellationToken))
        {
            uses.AddRange(watched.Select(z => (Category: z.Category ?? OfPurpose.GetValueOrDefault(z.Purpose), z.Name)).Where(z => z.Category is not null)
                .Select(z => Use("camera", z.Category!, $"{camera} · {z.Name}")));
        }

        uses.AddRange(devices.All.Where(d => d.Text("category") is { Length: > 0 }).GroupBy(d => d.Text("category")!)
            .Select(g => Use("device", g.Key, g.First().Id) with { Count = g.Count() }));
        uses.AddRange(devices.All.GroupBy(d => d.Model).SelectMany(OfModel));
        uses.AddRange((await policies.ListAsync(cancellationToken)).Where(p => p.Enabled).Select(p => Use("filing_policy", p.Category, p.Category)));
        return uses;
    }

    private IEnumerable<ClassUse> OfModel(IGrouping<string, Device> group)
    {
        var model = models.FindOrGeneric(group.Key);
        return new[] { model.Category, model.Group?.Category }
            .Concat(model.Rules.Select(r => r.Category))
            .Concat(model.Metrics.Select(m => m.Anomaly?.Category))
            .Where(category => category is not null and not Own).Distinct()
            .Select(category => new ClassUse("device_model", category!, new LocalText(model.Name.Zh, model.Name.En)) { Count = group.Count(), IsDevice = true });
    }

    private static ClassUse Use(string kind, string code, string name) => new(kind, code, new LocalText(name, name)) { IsDevice = true };
}
