using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>The clocks of one case: moves them as the law says and reads them.</summary>
/// <param name="row">The case; its deadline columns are kept in step.</param>
/// <param name="clocks">Its handling clocks and at least its open stage clocks, oldest first.</param>
/// <param name="calendar">Working time of the city.</param>
/// <param name="step">Who moves the case, by which action; null for reading only.</param>
internal sealed class CaseClocks(CaseRow row, List<CaseClockRow> clocks, WorkingCalendar calendar, ClockStep? step = null)
{
    /// <summary>The handling clock of the last filing; a case opened again has one for each.</summary>
    private CaseClockRow? Handling => clocks.FindLast(c => c.Kind == CaseClockRow.HandlingKind);

    private CaseClockRow? CurrentStage => clocks.Find(c => c.Kind == CaseClockRow.StageKind && c.EndedAt is null && c.Stage == row.State);

    /// <summary>
    /// Ends the stage the case leaves and starts that of its new state. While a task is out, the clock of the post that
    /// waits for its answer stands, and goes on with the answer.
    /// </summary>
    public void EnterState(string state, long at)
    {
        var entered = CaseStates.Get(state);
        CaseClockRow? current = null;
        foreach (var open in clocks.Where(c => c.Kind == CaseClockRow.StageKind && c.EndedAt is null))
        {
            if (open.Stage == entered.TaskOf)
            {
                open.Pauses.Add(new CasePauseRow { StartedAt = at, Reason = state });
            }
            else if (open.Stage == state && OpenPause(open) is { } pause)
            {
                pause.EndedAt = at;
                current = open;
            }
            else
            {
                End(open, at);
            }
        }

        (row.StageYellowAt, row.StageDeadline) = (null, null);
        if (!entered.IsOpen)
        {
            return;
        }

        if (current is null)
        {
            current = new CaseClockRow
            {
                CaseId = row.Id,
                Kind = CaseClockRow.StageKind,
                Stage = state,
                LimitValue = entered.StageLimit?.Value,
                LimitUnit = entered.StageLimit?.UnitKey,
                StartedAt = at,
            };
            clocks.Add(current);
        }

        (row.StageYellowAt, row.StageDeadline) = Moments(current);
        current.Deadline = row.StageDeadline;
    }

    /// <summary>Moves the handling clock.</summary>
    /// <param name="effect">What the law says.</param>
    /// <param name="limit">For <see cref="ClockEffect.SetLimit"/>: what may be used.</param>
    /// <param name="reason">Key of the action, kept with a pause.</param>
    /// <param name="sameDepartment">For <see cref="ClockEffect.Start"/>: the department had the case before.</param>
    /// <param name="at">Unix ms.</param>
    public void Apply(ClockEffect effect, TimeLimit? limit, string reason, bool sameDepartment, long at)
    {
        switch (effect)
        {
            case ClockEffect.SetLimit:
                clocks.Add(NewHandling(limit?.Value, limit?.UnitKey));
                break;
            case ClockEffect.Start when Handling is { } handling:
                Start(handling, sameDepartment, at);
                break;
            case ClockEffect.Pause when Handling is { StartedAt: not null, EndedAt: null } handling && OpenPause(handling) is null:
                handling.Pauses.Add(new CasePauseRow { StartedAt = at, Reason = reason });
                break;
            case ClockEffect.GoOn when Handling is { } handling && OpenPause(handling) is { } pause:
                pause.EndedAt = at;
                break;
            case ClockEffect.Extend when Handling is { LimitValue: { } value } handling:
                // The limit has grown once for each delay granted before.
                handling.LimitValue = value / (row.Delays + 1) * (row.Delays + 2);
                break;
            case ClockEffect.Stop when Handling is { EndedAt: null } handling:
                End(handling, at);
                break;
            case ClockEffect.Resume when Handling is { EndedAt: { } stoodSince } handling:
                handling.Pauses.Add(new CasePauseRow { StartedAt = stoodSince, EndedAt = at, Reason = reason });
                (handling.EndedAt, handling.EndedBy, handling.EndedWith) = (null, null, null);
                break;
            default:
                return;
        }

        var moved = Handling!;
        (row.HandlingYellowAt, row.HandlingDeadline) = Moments(moved);
        (moved.Deadline, moved.Department) = (row.HandlingDeadline, moved.StartedAt is null ? null : row.Department);
        row.HandlingEndedAt = moved.EndedAt ?? OpenPause(moved)?.StartedAt;
    }

    /// <summary>The last handling is counted as in time.</summary>
    public void Exempt()
    {
        if (Handling is { } handling)
        {
            handling.Exempted = true;
        }
    }

    private void Start(CaseClockRow handling, bool sameDepartment, long at)
    {
        if (handling.StartedAt is null)
        {
            handling.StartedAt = at;
            row.Delays = 0;
        }
        else if (OpenPause(handling) is { } pause && sameDepartment)
        {
            pause.EndedAt = at;
        }
        else
        {
            // Another department has the whole limit. What the delays added belonged to the one before.
            var limit = handling.LimitValue / (row.Delays + 1);
            End(handling, OpenPause(handling)?.StartedAt ?? at);
            row.Delays = 0;
            var anew = NewHandling(limit, handling.LimitUnit);
            anew.StartedAt = at;
            clocks.Add(anew);
        }
    }

    private CaseClockRow NewHandling(double? value, string? unit) => new()
    {
        CaseId = row.Id, Kind = CaseClockRow.HandlingKind, LimitValue = value, LimitUnit = unit,
    };

    private void End(CaseClockRow clock, long at)
    {
        if (OpenPause(clock) is { } pause)
        {
            pause.EndedAt = Math.Max(pause.StartedAt, at);
        }

        (clock.EndedAt, clock.EndedBy, clock.EndedWith) = (at, step?.UserId, step?.Action);
    }

    private static CasePauseRow? OpenPause(CaseClockRow clock) => clock.Pauses.Find(p => p.EndedAt is null);

    public ClockReading? ReadHandling(long now) => Handling is { } handling ? Read(handling, now) : null;

    public ClockReading? ReadStage(long now) => CurrentStage is { } stage ? Read(stage, now) : null;

    private ClockReading Read(CaseClockRow clock, long now)
    {
        var limit = LimitOf(clock)?.ToText();
        if (RunOf(clock) is not { } run)
        {
            return new ClockReading(limit, clock.StartedAt, clock.EndedAt, null, 0, Light.Green, 0);
        }

        var (yellowAt, deadline) = Moments(clock);
        return new ClockReading(
            limit,
            clock.StartedAt,
            clock.EndedAt,
            deadline,
            Math.Round(run.UsedShare(calendar, Moment(now)), 4),
            Light.At(yellowAt, deadline, clock.EndedAt ?? OpenPause(clock)?.StartedAt ?? now),
            (long)run.Paused(Moment(now)).TotalMilliseconds) { IsPaused = clock.EndedAt is null && OpenPause(clock) is not null };
    }

    private (long? YellowAt, long? Deadline) Moments(CaseClockRow clock) => RunOf(clock) is { } run
        ? (run.MomentOf(calendar, Light.YellowShare).ToUnixTimeMilliseconds(),
            run.MomentOf(calendar, 1).ToUnixTimeMilliseconds())
        : (null, null);

    private static ClockRun? RunOf(CaseClockRow clock) =>
        LimitOf(clock) is { } limit && clock.StartedAt is { } start
            ? new ClockRun(
                limit,
                Moment(start),
                clock.EndedAt is { } end ? Moment(end) : null,
                [.. clock.Pauses.OrderBy(p => p.StartedAt)
                    .Select(p => new Pause(Moment(p.StartedAt), p.EndedAt is { } e ? Moment(e) : null))])
            : null;

    private static TimeLimit? LimitOf(CaseClockRow clock) =>
        clock.LimitValue is { } value ? TimeLimit.Parse(value, clock.LimitUnit!) : null;

    private static DateTimeOffset Moment(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
