using System.Globalization;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary>An order of devices as texts that compare by code unit; devices of one key follow each other by id.</summary>
/// <param name="IsById">Whether the id alone orders.</param>
/// <param name="KeyOf">Key of a device.</param>
internal sealed record DeviceOrder(bool IsById, Func<Device, string> KeyOf)
{
    /// <summary>Reads <c>?sort=</c>: <c>id</c>, <c>name</c> in the reader's language, <c>lastSeen</c> newest first, <c>health</c> worst first.</summary>
    /// <exception cref="ProblemException">There is no such order.</exception>
    public static DeviceOrder Of(string? sort, DeviceDirectory directory, Language language) => sort switch
    {
        null or "id" => new DeviceOrder(true, _ => ""),
        "name" => new DeviceOrder(false, d => (language.IsEnglish ? d.Name.En : d.Name.Zh).ToUpperInvariant()),
        "lastSeen" => new DeviceOrder(false, d => (long.MaxValue - (directory.LastSeenOf(d.Id) ?? 0)).ToString("D19", CultureInfo.InvariantCulture)),
        "health" => new DeviceOrder(false, d => WorstFirst(directory.HealthOf(d.Id))),
        _ => throw new ProblemException("invalid_value", "sort", "id, name, lastSeen, health"),
    };

    private static string WorstFirst(string health)
    {
        for (var i = 0; i < DeviceFilter.HealthWords.Count; i++)
        {
            if (DeviceFilter.HealthWords[i] == health)
            {
                return i.ToString(CultureInfo.InvariantCulture);
            }
        }

        return "9";
    }
}
