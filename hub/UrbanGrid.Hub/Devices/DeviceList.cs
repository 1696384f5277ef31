using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary>
/// <c>GET /devices</c> and <c>GET /devices/counts</c>. Devices are chosen and ordered by what is at hand in memory; only
/// those of the page are described, so that a page of 50 costs the same in a city of 50,000.
/// </summary>
public static class DeviceList
{
    /// <summary>One page.</summary>
    public static Page<DeviceView> Page(
        DeviceRegistry registry, DeviceDirectory directory, HttpRequest request, string? model, string? health, string? q, bool? alarms,
        bool? enabled, string? sort, string? cursor, int? limit)
    {
        var size = PageRequest.Read(null, limit).Limit;
        var filter = new DeviceFilter(directory, model, health, q, alarms, enabled);
        var order = DeviceOrder.Of(sort, directory, Language.Of(request));
        var after = cursor is null ? (DeviceCursor?)null : DeviceCursor.Read(cursor);
        if (order.IsById)
        {
            return Cut([.. registry.From(after?.Id).Where(filter.Matches).Take(size + 1)], d => new DeviceCursor("", d.Id));
        }

        // The smallest keys after the cursor, without ordering all of them.
        var page = new PriorityQueue<Device, DeviceCursor>(size + 2, Comparer<DeviceCursor>.Create((a, b) => b.CompareTo(a)));
        foreach (var device in registry.All)
        {
            if (filter.Matches(device) && new DeviceCursor(order.KeyOf(device), device.Id) is var key && !(key.CompareTo(after) <= 0))
            {
                page.Enqueue(device, key);
                if (page.Count > size + 1)
                {
                    page.Dequeue();
                }
            }
        }

        var devices = new Device[page.Count];
        for (var i = devices.Length - 1; i >= 0; i--)
        {
            devices[i] = page.Dequeue();
        }

        return Cut(devices, d => new DeviceCursor(order.KeyOf(d), d.Id));

        Page<DeviceView> Cut(IReadOnlyList<Device> andOne, Func<Device, DeviceCursor> cursorOf) => new(
            [.. andOne.Take(size).Select(directory.Describe)], andOne.Count > size ? cursorOf(andOne[size - 1]).Write() : null);
    }

    /// <summary>How many there are, by health and by model.</summary>
    public static DeviceCounts Count(DeviceRegistry registry, DeviceDirectory directory, string? model, string? q)
    {
        var filter = new DeviceFilter(directory, model, null, q, null, null);
        var byHealth = DeviceFilter.HealthWords.ToDictionary(h => h, _ => 0);
        var byModel = new Dictionary<string, int>(StringComparer.Ordinal);
        var (total, withAlarms) = (0, 0);
        foreach (var device in registry.All.Where(filter.Matches))
        {
            total++;
            byHealth[directory.HealthOf(device.Id)]++;
            byModel[device.Model] = byModel.GetValueOrDefault(device.Model) + 1;
            withAlarms += directory.HasAlarm(device.Id) ? 1 : 0;
        }

        return new DeviceCounts(total, byHealth, byModel, withAlarms);
    }
}
