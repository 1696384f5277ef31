using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>Writes down what a step does to a case besides its state and its clocks.</summary>
internal static class CaseEffects
{
    /// <param name="row">The case.</param>
    /// <param name="effect">What the law says.</param>
    /// <param name="input">What the actor filled in, checked.</param>
    /// <param name="department">The actor's department.</param>
    /// <param name="at">Unix ms.</param>
    public static void Apply(CaseRow row, CaseEffect effect, CaseActionInput input, string? department, long at)
    {
        switch (effect)
        {
            case CaseEffect.SendTask:
                (row.TaskCollector, row.Checked) = (input.Collector, null);
                break;
            case CaseEffect.Verified:
                row.Verified = input.Result;
                break;
            case CaseEffect.Checked:
                row.Checked = input.Result;
                break;
            case CaseEffect.Dispatched:
                Dispatch(row, input);
                break;
            case CaseEffect.Bound:
                Dispatch(row, input);
                row.Ruled = true;
                break;
            case CaseEffect.Returned:
                row.Returns++;
                break;
            case CaseEffect.ReturnRefused:
                row.RefusedReturns++;
                break;
            case CaseEffect.Delayed:
                row.Delays++;
                break;
            case CaseEffect.ProposeResume:
                row.ResumeAt = input.ResumeAt;
                break;
            case CaseEffect.HungUp:
                row.HangUps++;
                break;
            case CaseEffect.Assigned:
                row.Handler = input.Handler;
                break;
            case CaseEffect.Unassigned:
                row.Handler = null;
                break;
            case CaseEffect.FedBack:
                (row.Checked, row.CheckPicture) = (null, false);
                break;
            case CaseEffect.Assisted:
                row.Assisting = CaseFactsOf.Assisting(row.AssistingDepartments().Where(code => code != department));
                break;
            case CaseEffect.Reworked:
                row.Reworks++;
                (row.Checked, row.CheckPicture) = (null, false);
                break;
            case CaseEffect.Supervised:
                row.SupervisedAt ??= at;
                break;
            case CaseEffect.SupervisionAnswered:
                row.SupervisedAt = null;
                break;
            case CaseEffect.Visited:
                row.Satisfaction = input.Satisfaction;
                break;
            case CaseEffect.Reopened:
                Reopen(row);
                break;
            case CaseEffect.Appealed:
                row.Appealed = true;
                break;
            case CaseEffect.Exempted:
                row.Exempted = true;
                break;
            case CaseEffect.Repeated:
                row.Repeats++;
                break;
            case CaseEffect.None or CaseEffect.Duplicate:
                break;
            default:
                throw new InvalidOperationException($"Nothing is written down for {effect}.");
        }
    }

    private static void Dispatch(CaseRow row, CaseActionInput input)
    {
        row.Handler = null;
        row.Assisting = CaseFactsOf.Assisting(input.Assisting.Distinct());
    }

    /// <summary>The next round is judged by itself; what is counted stays.</summary>
    private static void Reopen(CaseRow row)
    {
        row.Reopenings++;
        (row.Department, row.Handler, row.Assisting) = (null, null, null);
        (row.Checked, row.CheckPicture, row.Ruled) = (null, false, false);
        (row.Delays, row.HangUps, row.ResumeAt) = (0, 0, null);
        (row.HandlingYellowAt, row.HandlingDeadline, row.HandlingEndedAt) = (null, null, null);
        (row.Appealed, row.Exempted) = (false, false);
    }
}
