using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>The clocks of one case: moves them as the law says and reads them.</summary>
/// <param name="row">The case; its deadline columns are kept in step.</param>
/// <param name="clocks">Its handling clock and at least its open stage clock.</param>
/// <param name="calendar">Working time of the city.</param>
internal sealed class CaseClocks(CaseRow row, List<CaseClockRow> clocks, WorkingCalendar calendar)
{
    private CaseClockRow? Handling => clocks.Find(c => c.Kind == CaseClockRow.HandlingKind);

    private CaseClockRow? OpenStage => clocks.Find(c => c.Kind == CaseClockRow.StageKind && c.EndedAt is null);

    /// <summary>Ends the stage the case leaves and starts that of its new state.</summary>
    public void EnterState(string state, long at)
    {
        if (OpenStage is { } left)
        {
            left.EndedAt = at;
        }

        (row.StageYellowAt, row.StageDeadline) = (null, null);
        var entered = CaseStates.Get(state);
        if (!entered.IsOpen)
        {
            return;
        }

        var stage = new CaseClockRow
        {
            CaseId = row.Id,
            Kind = CaseClockRow.StageKind,
            Stage = state,
            LimitValue = entered.StageLimit?.Value,
            LimitUnit = entered.StageLimit?.UnitKey,
            StartedAt = at,
        };
        clocks.Add(stage);
        (row.StageYellowAt, row.StageDeadline) = Moments(stage);
    }

    /// <summary>Moves the handling clock.</summary>
    /// <param name="effect">What the law says.</param>
    /// <param name="limit">For <see cref="ClockEffect.SetLimit"/>: what may be used.</param>
    /// <param name="reason">Key of the action, kept with a pause.</param>
    /// <param name="at">Unix ms.</param>
    public void Apply(ClockEffect effect, TimeLimit? limit, string reason, long at)
    {
        switch (effect)
        {
            case ClockEffect.SetLimit:
                clocks.Add(new CaseClockRow
                {
                    CaseId = row.Id,
                    Kind = CaseClockRow.HandlingKind,
                    LimitValue = limit?.Value,
                    LimitUnit = limit?.UnitKey,
                });
                break;
            case ClockEffect.Start when Handling is { StartedAt: null } handling:
                handling.StartedAt = at;
                break;
            case ClockEffect.Stop when Handling is { EndedAt: null } handling:
                handling.EndedAt = at;
                break;
            case ClockEffect.Resume when Handling is { EndedAt: { } stoodSince } handling:
                handling.Pauses.Add(new CasePauseRow { StartedAt = stoodSince, EndedAt = at, Reason = reason });
                handling.EndedAt = null;
                break;
            default:
                return;
        }

        (row.HandlingYellowAt, row.HandlingDeadline) = Moments(Handling!);
        row.HandlingEndedAt = Handling!.EndedAt;
    }

    public ClockReading? ReadHandling(long now) => Handling is { } handling ? Read(handling, now) : null;

    public ClockReading? ReadStage(long now) => OpenStage is { } stage ? Read(stage, now) : null;

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
            Light.At(yellowAt, deadline, clock.EndedAt ?? now),
            (long)run.Paused(Moment(now)).TotalMilliseconds);
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
