using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>
/// Decides whether a case that was just filed needs no dispatcher (自动派遣): its class and place are among those the city chose, and a
/// ruling, the owner or the matrix names the department. What was returned or opened again is left to people, and so is whatever only
/// the default unit would get.
/// </summary>
internal static class AutomaticDispatch
{
    /// <summary>The step to take, with its reason for the log; null: a dispatcher decides.</summary>
    public static async Task<CaseActionInput?> DecideAsync(CaseworkDb db, City city, CaseRow row, CancellationToken cancellationToken)
    {
        if (row.Returns > 0 || row.Reopenings > 0)
        {
            return null;
        }

        var rules = await db.DispatchRules.AsNoTracking().ToListAsync(cancellationToken);
        if (!rules.Any(r => DispatchPattern.Covers(r.Category, row.Category) && DispatchPattern.Covers(r.Area, row.GridCode)))
        {
            return null;
        }

        var rulings = await Rulings.OfAsync(db, row, cancellationToken);
        return city.Advisor.Suggest(row.Category, row.ComponentCode, row.GridCode, rulings) is { } found && found.Basis != DispatchBasis.Default
            ? new CaseActionInput
            {
                Department = found.Department,
                Opinion = new LocalText($"自动派遣。{found.Reason.Zh}", $"Dispatched automatically. {found.Reason.En}").InBoth(),
            }
            : null;
    }
}
