using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Finds the open case an alarm is already covered by: of the same category, about the component the sensor sits on, or made
/// of an incident this sensor raised. A camera sees many things under one category, so its alarms are told apart by their
/// boxes, at the incident, and never here; nor are those of a vehicle, which are told apart by where they happened.
/// </summary>
public sealed class OpenWorkOrders(DeviceRegistry devices, CaseDesk cases, CatalogueRegister catalogues, IncidentBook incidents, CaseIsOpen isOpen)
{
    /// <summary>Number of the case; null if there is none.</summary>
    public async ValueTask<string?> FindAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm is not { Category: { } category, Box: null, Place: null })
        {
            return null;
        }

        if (devices.Find(alarm.DeviceId)?.ComponentCode is { } component
            && await cases.FindOpenAsync(catalogues.CodeForDevice(category), component, cancellationToken) is { } number)
        {
            return number;
        }

        if (alarm.Place is not null)
        {
            // A device that moves raises other things elsewhere: the place tells them apart, at the incident.
            return null;
        }

        foreach (var made in await incidents.CasesOfAsync(alarm.DeviceId, category, cancellationToken))
        {
            if (await isOpen(made, cancellationToken))
            {
                return made;
            }
        }

        return null;
    }
}
