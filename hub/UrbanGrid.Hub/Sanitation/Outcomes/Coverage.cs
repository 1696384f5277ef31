using UrbanGrid.Hub.Sanitation.Ground;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>How a piece of ground stands.</summary>
public enum PieceState
{
    /// <summary>Not worked on, and there is still time.</summary>
    Open,

    /// <summary>Worked on within the hours, as often as planned.</summary>
    Covered,

    /// <summary>Worked on as often as planned, but not all within the hours.</summary>
    Late,

    /// <summary>Not worked on as often as planned, and the hours are over.</summary>
    Missed,
}

/// <summary>Counts how often each piece of a plan's ground was worked on, in time and late.</summary>
/// <param name="plan">The plan.</param>
/// <param name="ground">Its pieces.</param>
/// <param name="times">When work counts, by part.</param>
internal sealed class Coverage(WorkPlan plan, PlanGround ground, IReadOnlyList<PlanTimes> times)
{
    private readonly int[] _inTime = new int[ground.Pieces.Count];
    private readonly int[] _late = new int[ground.Pieces.Count];

    /// <summary>What the vehicle had driven when it passed the piece last; it must have been away for a new pass.</summary>
    private readonly double[] _passedAt = new double[ground.Pieces.Count];

    private readonly List<int> _near = [];
    private double _drivenM;

    /// <summary>The fixes of another vehicle follow.</summary>
    public void Begin()
    {
        Array.Fill(_passedAt, double.NegativeInfinity);
        _drivenM = 0;
    }

    /// <summary>Takes the way to a vehicle's next fix.</summary>
    public void Take(in Drive drive, PlanePoint from, PlanePoint to)
    {
        _drivenM += drive.DrivenM;
        var kmh = drive.Kmh;
        if (!drive.IsKnown || kmh < plan.MinKmh || kmh > plan.MaxKmh || (plan.NeedsWorking && !drive.IsWorking))
        {
            return;
        }

        _near.Clear();
        ground.Find(from, to, plan.ToleranceM, _near);
        foreach (var n in _near)
        {
            var piece = ground.Pieces[n];
            if (piece.IsPassed(from, to, plan.ToleranceM))
            {
                Pass(n, times[piece.Part].At(drive.To.Timestamp));
            }
        }
    }

    /// <summary>How a piece stands at a moment.</summary>
    public PieceState StateOf(int piece, long now) =>
        _inTime[piece] >= plan.Passes ? PieceState.Covered
        : _inTime[piece] + _late[piece] >= plan.Passes ? PieceState.Late
        : now < times[ground.Pieces[piece].Part].To ? PieceState.Open
        : PieceState.Missed;

    /// <summary>How often it was passed.</summary>
    public int PassesOf(int piece) => _inTime[piece] + _late[piece];

    private void Pass(int piece, Timing timing)
    {
        if (timing is Timing.Early or Timing.Over)
        {
            return;
        }

        // A vehicle that zigzags beside the piece is there once; one that turned at the end of the street comes back.
        var isNew = _drivenM - _passedAt[piece] > 2 * plan.ToleranceM;
        _passedAt[piece] = _drivenM;
        if (isNew)
        {
            (timing == Timing.InTime ? _inTime : _late)[piece]++;
        }
    }
}
