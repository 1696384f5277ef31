using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Arrivals;

/// <summary>
/// Remembers what moved in the last seconds, and tells by its shape who was there when a thing was put down: somebody
/// upright, or something wide and full.
/// </summary>
internal sealed class ArrivalWatch(Scene scene, PeopleHeight people, LeftObjectSettings settings)
{
    /// <summary>As in <see cref="Contracts.Alarm.BroughtBy"/>.</summary>
    public const string Person = "person";

    /// <summary>As in <see cref="Contracts.Alarm.BroughtBy"/>.</summary>
    public const string Vehicle = "vehicle";

    private readonly Queue<(double At, Mover[] Movers)> _looks = new();
    private double _lookedAt = double.NegativeInfinity;

    /// <summary>Looks at what moves, a few times a second.</summary>
    public void Look(double now, in SceneFrame frame)
    {
        if (now - _lookedAt < settings.MoversEverySeconds)
        {
            return;
        }

        _lookedAt = now;
        var movers = scene.Movers();
        if (!movers.IsEmpty)
        {
            people.Note(movers, frame);
            _looks.Enqueue((now, movers.ToArray()));
        }

        while (_looks.Count > 0 && now - _looks.Peek().At > settings.MoversKeptSeconds)
        {
            _looks.Dequeue();
        }
    }

    /// <summary>Who was at the box from shortly before the moment it was put down; null where nobody of clear shape was.</summary>
    public string? WhoBrought(GridBox box, int area, double born)
    {
        var reach = settings.ReachOf(box);
        var near = new GridBox(box.X - reach, box.Y - reach, box.Width + (2 * reach), box.Height + (2 * reach));
        int upright = 0, wide = 0;
        foreach (var (at, movers) in _looks)
        {
            if (at < born - settings.OwnerBackSeconds)
            {
                continue;
            }

            foreach (var mover in movers)
            {
                // What lies there already is a mover until it counts as static.
                if (mover.Area >= settings.MoverShareMin * area && mover.Box.SharedWith(near) > 0
                    && mover.Box.OverlapWith(box) < settings.SameOverlap)
                {
                    var aspect = mover.Box.Width / (double)mover.Box.Height;
                    var full = mover.Area / (double)mover.Box.Size;
                    upright += aspect <= settings.PersonMoverAspectMax ? 1 : 0;
                    wide += aspect >= settings.VehicleMoverAspectMin && full >= settings.VehicleMoverFull ? 1 : 0;
                }
            }
        }

        return upright == wide ? null : upright > wide ? Person : Vehicle;
    }
}
