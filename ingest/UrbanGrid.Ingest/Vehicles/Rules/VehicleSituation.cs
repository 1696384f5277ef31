using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>An area near a fix.</summary>
/// <param name="Fence">The area.</param>
/// <param name="DistanceM">Metres to its border, negative inside.</param>
internal readonly record struct FenceHit(Fence Fence, double DistanceM);

/// <summary>
/// How a vehicle stands at one moment, for all of its rules. One of these lives as long as the vehicle; the last fix stands until the
/// next, while <see cref="Time"/> goes on.
/// </summary>
internal sealed class VehicleSituation
{
    private readonly List<Fence> _near = [];
    private long _heardAt;

    public VehicleProfile Vehicle { get; private set; } = null!;

    /// <summary>The moment that is judged, in the time of the vehicle's fixes, Unix ms.</summary>
    public long Time { get; set; }

    /// <summary>The last fix; null before the first.</summary>
    public PositionSample? Fix { get; private set; }

    /// <summary>The one before it, unless a gap lies between.</summary>
    public PositionSample? Previous { get; private set; }

    public VehicleState State { get; private set; }

    /// <summary>Since when it has not moved, fix time; null while it moves.</summary>
    public long? StandsSince { get; private set; }

    public VehicleLoad Load { get; } = new();

    /// <summary>Whether <see cref="Time"/> is that of a fix that has just come, and no timer's.</summary>
    public bool IsFix { get; private set; }

    /// <summary>Areas of its concern near the last fix.</summary>
    public List<FenceHit> Hits { get; } = [];

    /// <summary>Routes that name it.</summary>
    public List<Fence> Routes { get; } = [];

    /// <summary>Work areas with hours that name it: its permit time.</summary>
    public List<Fence> Permits { get; } = [];

    /// <summary>Areas that name it and want to be told when it is outside at the beginning of their hours.</summary>
    public List<Fence> Expecting { get; } = [];

    public FenceMap Map { get; private set; } = FenceMap.Empty;

    public GeoPoint Place => Fix!.Place;

    public double? SpeedKmh => Fix!.SpeedKmh;

    /// <summary>Whether it drives; of one that has been silent for long nobody knows.</summary>
    public bool IsMoving => WasMoving && Time - Fix!.Timestamp < SilenceMs;

    /// <summary>Whether it drove at its last fix.</summary>
    public bool WasMoving => State == VehicleState.Moving;

    /// <summary>Whether the fix comes so late that nobody can do anything about it: history, and no alarm.</summary>
    public bool IsHistory => _heardAt - Fix!.Timestamp > HistoryMs;

    /// <summary>A vehicle silent for so long may have stopped, or not.</summary>
    public const long SilenceMs = 600_000;

    /// <summary>Older than this at its arrival, a fix is history.</summary>
    public const long HistoryMs = 24 * 3_600_000L;

    public bool Is(string attribute) => Fix!.Attributes.TryGetValue(attribute, out var value) && value != 0;

    public void Bind(VehicleProfile vehicle, FenceMap map)
    {
        (Vehicle, Map) = (vehicle, map);
        Load.Bind(vehicle);
        Routes.Clear();
        Permits.Clear();
        Expecting.Clear();
        foreach (var fence in map.Named.Where(f => f.Concerns(vehicle.Id, vehicle.Kind, vehicle.Department)))
        {
            Name(fence);
        }

        if (Fix is { } fix)
        {
            FindHits(fix.Place, fix.Place);
        }
    }

    /// <summary>The hub's clock, Unix ms; to be told before a fix or a timer is.</summary>
    public void At(long hubTime) => HubTime = hubTime;

    /// <summary>What the hub's clock showed last, Unix ms.</summary>
    public long HubTime { get; private set; }

    /// <summary>As if it had never been heard.</summary>
    public void Forget()
    {
        (Fix, Previous, StandsSince, Time) = (null, null, null, 0);
        Hits.Clear();
    }

    public void Take(in JudgedFix judged)
    {
        (Fix, Previous, Time, State, _heardAt) = (judged.Fix, judged.Previous, judged.Fix.Timestamp, judged.State, HubTime);
        StandsSince = WasMoving ? null : StandsSince ?? Time;
        Load.Take(Fix);
        FindHits(Previous?.Place ?? Fix.Place, Fix.Place);
        IsFix = true;
    }

    /// <summary>From here on time alone goes on.</summary>
    public void Wait() => IsFix = false;

    /// <summary>Moment of the hub's clock as a moment of the vehicle's: a backlog that comes in fast runs on its own time.</summary>
    public long ToFixTime(long hubTime) => Fix!.Timestamp + (hubTime - _heardAt);

    /// <summary>Moment of the vehicle's time as a moment of the hub's clock.</summary>
    public long ToHubTime(long fixTime) => _heardAt + (fixTime - Fix!.Timestamp);

    /// <summary>A moment that is still to come; never, if it has come or there is none.</summary>
    public long Later(long? moment) => moment is { } at && at > Time ? at : long.MaxValue;

    /// <summary>Whether it is in an area where it may load, tip or park, or so near that it may be meant.</summary>
    public bool InSite(double marginM)
    {
        foreach (var hit in Hits)
        {
            if (hit.Fence.IsSite && hit.DistanceM <= marginM && hit.Fence.Hours.Counts(Time))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is in an area of a kind that counts now.</summary>
    public bool InKind(string kind)
    {
        foreach (var hit in Hits)
        {
            if (hit.Fence.Kind == kind && hit.DistanceM <= 0 && hit.Fence.Hours.Counts(Time))
            {
                return true;
            }
        }

        return false;
    }

    private void Name(Fence fence)
    {
        if (fence.Kind == GeofenceKind.Route)
        {
            Routes.Add(fence);
        }

        if (fence.Kind == GeofenceKind.WorkArea && !fence.Hours.IsAlways)
        {
            Permits.Add(fence);
        }

        if (fence.Source.Tell.Leave && !fence.Hours.IsAlways)
        {
            Expecting.Add(fence);
        }
    }

    private void FindHits(GeoPoint from, GeoPoint to)
    {
        Map.Near(from, to, _near);
        Hits.Clear();
        foreach (var fence in _near)
        {
            if (fence.Concerns(Vehicle.Id, Vehicle.Kind, Vehicle.Department))
            {
                Hits.Add(new FenceHit(fence, fence.Area.DistanceM(to)));
            }
        }
    }
}
