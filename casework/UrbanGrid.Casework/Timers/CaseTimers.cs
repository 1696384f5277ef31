using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Timers;

/// <summary>
/// Takes the steps that are due by date alone: hung-up cases go on (挂账恢复), closed ones are archived (归档). The law allows each of
/// them once, in the database, so it does not matter how many hubs look, how often, and which of them was restarted.
/// </summary>
public sealed class CaseTimers(DueCases due, CaseDesk desk)
{
    private static readonly CaseActionInput OnItsDate = new() { Opinion = "计划日期已到 The planned date has come" };

    /// <summary>One look; returns how many cases it moved.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var moved = 0;
        foreach (var number in await due.HungUpAsync(cancellationToken))
        {
            moved += await TryAsync(number, CaseActions.Resume, OnItsDate, cancellationToken);
        }

        foreach (var number in await due.ToArchiveAsync(cancellationToken))
        {
            moved += await TryAsync(number, CaseActions.Archive, CaseActionInput.None, cancellationToken);
        }

        return moved;
    }

    private async Task<int> TryAsync(string number, string action, CaseActionInput input, CancellationToken cancellationToken)
    {
        try
        {
            await desk.ActAsync(number, action, input, Actor.System, expectedVersion: null, cancellationToken);
            return 1;
        }
        catch (CaseActionRefusedException)
        {
            // Another hub, or a person, was faster.
            return 0;
        }
    }
}
