using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>Which of a group's affected devices belong together.</summary>
internal static class GroupShape
{
    private const string Order = "circuit_order";

    /// <summary>Devices along a circuit; those without a place in it come last and are next to nobody.</summary>
    public static double OrderOf(Device device) => device.Number(Order) ?? double.PositiveInfinity;

    /// <summary>
    /// On a circuit: all that are affected, if they are more than the share of it; else the longest run of them in a row.
    /// </summary>
    /// <param name="circuit">All devices of the circuit that may be affected, in their order.</param>
    /// <param name="affected">Ids of those that are.</param>
    /// <param name="rule">What makes a group.</param>
    /// <returns>Ids of those that belong together; empty if no group.</returns>
    public static IReadOnlyList<string> OnCircuit(IReadOnlyList<DeviceState> circuit, IReadOnlySet<string> affected, GroupDefinition rule)
    {
        if (affected.Count >= rule.InRow && affected.Count > circuit.Count * rule.Share)
        {
            return [.. circuit.Select(d => d.Device.Id).Where(affected.Contains)];
        }

        List<string> longest = [], run = [];
        foreach (var device in circuit.Select(d => d.Device))
        {
            if (!affected.Contains(device.Id) || double.IsPositiveInfinity(OrderOf(device)))
            {
                run = [];
                continue;
            }

            run.Add(device.Id);
            longest = run.Count > longest.Count ? run : longest;
        }

        return longest.Count >= rule.InRow ? longest : [];
    }

    /// <summary>Without a circuit: those that are neighbours of neighbours of one of them.</summary>
    public static IReadOnlyList<string> BesideEachOther(IReadOnlyList<DeviceState> affected, DeviceState one, GroupDefinition rule)
    {
        var found = new List<DeviceState> { one };
        var rest = affected.Where(d => d != one).ToList();
        for (var i = 0; i < found.Count; i++)
        {
            var near = rest.Where(d => IsNear(d.Device, found[i].Device, rule.NeighbourM)).ToList();
            found.AddRange(near);
            rest.RemoveAll(near.Contains);
        }

        return found.Count >= rule.InRow ? [.. found.Select(d => d.Device.Id).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Whether two devices stand side by side.</summary>
    public static bool IsNear(Device one, Device other, double metres) =>
        one.Place is { } a && other.Place is { } b && a.DistanceTo(b) <= metres;
}
