using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Duplicates;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Open cases that may tell of the same as an incident. Cases of the same camera are left out: what it sees is told apart by the boxes
/// in its picture (<see cref="PlaceRule"/>), and its place on the map is one for all of it.
/// </summary>
public sealed class KnownCases(DuplicateFinder finder, IncidentBook incidents, CatalogueRegister catalogues)
{
    /// <summary>The nearest first; none for an incident without a place.</summary>
    public async Task<IReadOnlyList<KnownCase>> OfAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.Place is not { } place)
        {
            return [];
        }

        var found = await finder.AroundAsync(new WhatAndWhere(catalogues.CodeForDevice(incident.Category), place.Lat, place.Lon, incident.ComponentCode), cancellationToken);
        foreach (var camera in found.Count == 0 ? [] : incident.Alarms.Where(a => a.FromCamera).Select(a => a.DeviceId).Distinct())
        {
            var own = await incidents.CasesOfAsync(camera, incident.Category, cancellationToken);
            found = [.. found.Where(known => known.SameComponent || !own.Contains(known.Number))];
        }

        return found;
    }
}
