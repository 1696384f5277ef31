using UrbanGrid.Hub.Sanitation.Ground;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>When a collection point was served, and how that is known.</summary>
/// <param name="At">Unix ms.</param>
/// <param name="Vehicle">Device id.</param>
/// <param name="ByBin">A bin was read there; else the vehicle stood there.</param>
public sealed record StopVisit(long At, string Vehicle, bool ByBin);

/// <summary>Finds out which collection points were served: a vehicle stood there, or a bin of theirs was read.</summary>
internal sealed class StopVisits
{
    /// <summary>How near, metres (ours, [L]).</summary>
    public const double NearM = 30;

    /// <summary>How long it must stand, seconds (ours, [L]).</summary>
    public const double StandS = 20;

    private readonly PlanTimes _times;
    private readonly IReadOnlyList<PlanePoint> _places;
    private readonly CellIndex _index = new();
    private readonly double[] _stoodS;
    private readonly StopVisit?[] _visits;
    private readonly List<int> _near = [];
    private HashSet<int> _standingAt = [];
    private HashSet<int> _stoodAt = [];
    private string _vehicle = "";

    /// <param name="plan">The plan.</param>
    /// <param name="plane">Its ground.</param>
    /// <param name="times">When work counts.</param>
    public StopVisits(WorkPlan plan, GroundPlane plane, PlanTimes times)
    {
        _times = times;
        _places = [.. plan.Stops.Select(s => plane.To(new Contracts.GeoPoint(s.Lat, s.Lon)))];
        _stoodS = new double[_places.Count];
        _visits = new StopVisit?[_places.Count];
        for (var i = 0; i < _places.Count; i++)
        {
            _index.Add(i, _places[i]);
        }
    }

    /// <summary>First visit of each point that counts; null where there was none.</summary>
    public IReadOnlyList<StopVisit?> Visits => _visits;

    /// <summary>The fixes of another vehicle follow.</summary>
    public void Begin(string vehicle)
    {
        _vehicle = vehicle;
        Array.Clear(_stoodS);
        _stoodAt.Clear();
    }

    /// <summary>Takes the way to the vehicle's next fix.</summary>
    public void Take(in Drive drive, PlanePoint from, PlanePoint to)
    {
        if (_places.Count == 0)
        {
            return;
        }

        _standingAt.Clear();
        if (drive.IsStanding)
        {
            _near.Clear();
            _index.Find(from, to, NearM, _near);
            foreach (var stop in _near)
            {
                if (IsNear(_places[stop], from) && IsNear(_places[stop], to))
                {
                    Stand(stop, drive);
                }
            }
        }

        foreach (var left in _stoodAt)
        {
            if (!_standingAt.Contains(left))
            {
                _stoodS[left] = 0;
            }
        }

        (_standingAt, _stoodAt) = (_stoodAt, _standingAt);
    }

    /// <summary>A bin of the point was read.</summary>
    public void Read(int stop, long at, string vehicle) => Visit(stop, new StopVisit(at, vehicle, ByBin: true));

    private void Stand(int stop, in Drive drive)
    {
        _standingAt.Add(stop);
        var before = _stoodS[stop];
        _stoodS[stop] += drive.Seconds;
        if (before < StandS && _stoodS[stop] >= StandS)
        {
            Visit(stop, new StopVisit(drive.To.Timestamp, _vehicle, ByBin: false));
        }
    }

    private void Visit(int stop, StopVisit visit)
    {
        if (_times.At(visit.At) is Timing.InTime or Timing.Late && (_visits[stop] is not { } known || visit.At < known.At))
        {
            _visits[stop] = visit;
        }
    }

    private static bool IsNear(PlanePoint a, PlanePoint b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)) <= NearM * NearM;
}
