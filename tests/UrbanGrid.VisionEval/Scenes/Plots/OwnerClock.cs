using UrbanGrid.Contracts;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>
/// When a thing has been alone for its dwell. It is alone while nobody is near; near is a gap of less than 0.6 of its longer
/// side, at least 40 and at most 80 pixels of a 640×360 picture. Its bringer counts wherever he stands, others if they
/// stand in the zone. Alone for less than two seconds is not alone; presence pauses the clock, and after 15 s without a
/// break turns it back second by second.
/// </summary>
internal sealed class OwnerClock(IReadOnlyList<PicturePoint> zone, IReadOnlyList<Actor> actors)
{
    private const double Step = 0.1;
    private const double ReachShare = 0.6;
    private const double ReachMin = 40;
    private const double ReachMax = 80;
    private const double AloneMin = 2;
    private const double TurnsBackAfter = 15;

    /// <summary>The moment the dwell is over; null if that is not before <paramref name="until"/>.</summary>
    /// <param name="thing">Box of the thing at a moment, pixels.</param>
    /// <param name="put">When it was put down.</param>
    /// <param name="dwell">Dwell, seconds.</param>
    /// <param name="until">When it is gone, or the clip ends.</param>
    /// <param name="owners">Who brought it.</param>
    public double? Due(Func<double, PixelBox> thing, double put, double dwell, double until, params Actor[] owners)
    {
        var steps = (int)Math.Ceiling((until - put) / Step);
        var near = new bool[steps + 1];
        for (var i = 0; i <= steps; i++)
        {
            near[i] = IsNear(thing(put + (i * Step)), put + (i * Step), owners);
        }

        JoinShortGaps(near);
        var (alone, presence) = (0.0, 0.0);
        for (var i = 0; i <= steps; i++)
        {
            if (near[i])
            {
                presence += Step;
                alone = presence > TurnsBackAfter ? Math.Max(0, alone - Step) : alone;
            }
            else
            {
                presence = 0;
                alone += Step;
            }

            if (alone >= dwell)
            {
                return Math.Round(put + (i * Step), 1);
            }
        }

        return null;
    }

    private static void JoinShortGaps(bool[] near)
    {
        var last = -1;
        for (var i = 0; i < near.Length; i++)
        {
            if (!near[i])
            {
                continue;
            }

            if (last >= 0 && (i - last) * Step < AloneMin)
            {
                Array.Fill(near, true, last, i - last);
            }

            last = i;
        }
    }

    private bool IsNear(PixelBox thing, double t, Actor[] owners)
    {
        var reach = Math.Clamp(ReachShare * Math.Max(thing.Width, thing.Height), ReachMin, ReachMax);
        return actors.Any(a => a.IsMover && a.BoxAt(t) is { } box && box.GapTo(thing) < reach
            && (owners.Contains(a) || Stage.IsIn(zone, (box.Left + box.Right) / 2, box.Bottom - 2)));
    }
}
