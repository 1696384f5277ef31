using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>A passage through an area between two fixes, neither of which lies inside.</summary>
/// <param name="Fence">The area.</param>
/// <param name="At">When it came in, Unix ms, if it drove evenly.</param>
/// <param name="Until">When it went out.</param>
/// <param name="Place">Where it came in.</param>
internal readonly record struct Crossing(Fence Fence, long At, long Until, GeoPoint Place);

/// <summary>
/// Which areas a vehicle is in. It is in after the area's dwell time inside, and out after the dwell time outside, further from the
/// border than receivers wander; so a vehicle that stands at a border is told once or never.
/// </summary>
internal sealed class AreaWatch
{
    /// <summary>Outside by less than this it may still be inside, metres: what a standing receiver wanders.</summary>
    public const double WanderM = 10;

    private readonly List<AreaPresence> _present = [];
    private readonly Dictionary<string, bool> _counted = new(StringComparer.Ordinal);
    private long _nextHours = long.MinValue;

    /// <summary>Passages of the last fix.</summary>
    public List<Crossing> Crossings { get; } = [];

    /// <summary>The first area of a kind that it is in and that counts; null for none.</summary>
    public AreaPresence? FindInside(string kind, long time)
    {
        foreach (var presence in _present)
        {
            if (presence.IsInside && presence.Fence.Kind == kind && presence.Fence.Hours.Counts(time))
            {
                return presence;
            }
        }

        return null;
    }

    /// <summary>Takes over areas that were changed.</summary>
    public void Bind(VehicleSituation now)
    {
        for (var i = _present.Count - 1; i >= 0; i--)
        {
            var presence = _present[i];
            if (now.Map.Find(presence.Fence.Id) is { } fence && fence.Concerns(now.Vehicle.Id, now.Vehicle.Kind, now.Vehicle.Department))
            {
                presence.Fence = fence;
            }
            else
            {
                _present.RemoveAt(i);
            }
        }

        _counted.Clear();
        _nextHours = long.MinValue;
    }

    /// <summary>Where the last fix before a restart lies it is in, and nothing is told of that.</summary>
    public void Restore(VehicleSituation now)
    {
        foreach (var (fence, distance) in now.Hits)
        {
            if (distance <= 0 && !_present.Exists(p => p.Fence.Id == fence.Id))
            {
                _present.Add(AreaPresence.In(fence, now.Time, now.Place, fence.Hours.Counts(now.Time)));
            }
        }

        LookAtHours(now, new VehicleNews());
    }

    /// <summary>Takes a fix.</summary>
    public void Take(VehicleSituation now, VehicleNews news)
    {
        Crossings.Clear();
        foreach (var (fence, distance) in now.Hits)
        {
            var presence = Find(fence);
            if (presence is null && distance <= 0)
            {
                presence = AreaPresence.Entering(fence, now.Time, now.Place, now.SpeedKmh);
                _present.Add(presence);
            }
            else if (presence is null)
            {
                Cross(fence, now, news);
            }

            if (presence is not null)
            {
                presence.DistanceM = distance;
                presence.Seen = true;
            }
        }

        for (var i = _present.Count - 1; i >= 0; i--)
        {
            var presence = _present[i];
            var distance = presence.Seen ? presence.DistanceM : double.PositiveInfinity;
            presence.Seen = false;
            presence.Move(distance, now);
            Settle(presence, now, news);
        }

        LookAtHours(now, news);
    }

    /// <summary>Time has gone on without a fix.</summary>
    public void OnTime(VehicleSituation now, VehicleNews news)
    {
        for (var i = _present.Count - 1; i >= 0; i--)
        {
            Settle(_present[i], now, news);
        }

        LookAtHours(now, news);
    }

    /// <summary>Next moment in fix time at which something changes without a fix; null for none.</summary>
    public long? Due(VehicleSituation now)
    {
        var due = long.MaxValue;
        foreach (var presence in _present)
        {
            due = Math.Min(due, now.Later(presence.Due));
            due = Math.Min(due, presence.IsInside ? now.Later(presence.Fence.Hours.NextChange(now.Time)) : long.MaxValue);
        }

        due = Math.Min(due, now.Later(_nextHours));
        return due == long.MaxValue ? null : due;
    }

    private AreaPresence? Find(Fence fence)
    {
        foreach (var presence in _present)
        {
            if (ReferenceEquals(presence.Fence, fence))
            {
                return presence;
            }
        }

        return null;
    }

    private void Cross(Fence fence, VehicleSituation now, VehicleNews news)
    {
        if (now.Previous is not { } from || fence.Area.DistanceM(from.Place) <= 0 || !fence.Area.Crosses(from.Place, now.Place, out var way))
        {
            return;
        }

        var took = now.Time - from.Timestamp;
        var crossing = new Crossing(
            fence, from.Timestamp + (long)Math.Round(way.Enters * took), from.Timestamp + (long)Math.Round(way.Leaves * took),
            new GeoPoint(
                from.Place.Lat + (way.Enters * (now.Place.Lat - from.Place.Lat)), from.Place.Lon + (way.Enters * (now.Place.Lon - from.Place.Lon))));
        Crossings.Add(crossing);
        if (fence.Source.Tell.Cross && fence.Hours.Counts(crossing.At))
        {
            news.Events.Add(new VehicleEvent(now.Vehicle.Id, crossing.At, VehicleEventKind.FenceCrossed, fence.Id, crossing.Place, now.SpeedKmh));
        }
    }

    private void Settle(AreaPresence presence, VehicleSituation now, VehicleNews news)
    {
        var fence = presence.Fence;
        switch (presence.Settle(now.Time))
        {
            case AreaChange.Entered:
                presence.Counted = fence.Hours.Counts(presence.Since);
                if (fence.Source.Tell.Enter && presence.Counted)
                {
                    Tell(now, news, VehicleEventKind.FenceEntered, presence.Since, fence, presence.Place, presence.SpeedKmh);
                }

                break;
            case AreaChange.Left:
                _present.Remove(presence);
                if (fence.Source.Tell.Leave && fence.Hours.Counts(presence.LeavingSince))
                {
                    Tell(now, news, VehicleEventKind.FenceLeft, presence.LeavingSince, fence, presence.Place, presence.SpeedKmh);
                }

                break;
            case AreaChange.Gone:
                _present.Remove(presence);
                break;
            default:
                break;
        }
    }

    /// <summary>An area's hours begin or end while a vehicle is in it, or, if it names the vehicle, is not.</summary>
    private void LookAtHours(VehicleSituation now, VehicleNews news)
    {
        foreach (var presence in _present)
        {
            var counts = presence.Fence.Hours.Counts(now.Time);
            if (presence.IsInside && counts != presence.Counted)
            {
                presence.Counted = counts;
                var tell = presence.Fence.Source.Tell;
                if (counts ? tell.Enter : tell.Leave)
                {
                    Tell(now, news, counts ? VehicleEventKind.InsideAtBegin : VehicleEventKind.InsideAtEnd, now.Time, presence.Fence, now.Place, now.SpeedKmh);
                }
            }
        }

        if (now.Time >= _nextHours)
        {
            LookWhoIsExpected(now, news);
        }
    }

    private void LookWhoIsExpected(VehicleSituation now, VehicleNews news)
    {
        _nextHours = long.MaxValue;
        foreach (var fence in now.Expecting)
        {
            var counts = fence.Hours.Counts(now.Time);
            var begins = counts && _counted.TryGetValue(fence.Id, out var counted) && !counted;
            _counted[fence.Id] = counts;
            _nextHours = Math.Min(_nextHours, now.Later(fence.Hours.NextChange(now.Time)));
            if (begins && Find(fence) is null)
            {
                Tell(now, news, VehicleEventKind.OutsideAtBegin, now.Time, fence, now.Place, now.SpeedKmh);
            }
        }
    }

    private static void Tell(VehicleSituation now, VehicleNews news, string kind, long at, Fence fence, GeoPoint place, double? speed) =>
        news.Events.Add(new VehicleEvent(now.Vehicle.Id, at, kind, fence.Id, place, speed));
}
