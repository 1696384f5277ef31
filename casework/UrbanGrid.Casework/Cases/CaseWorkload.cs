using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>How much whoever may get the next case or task has in hand already; shown where one of them is chosen.</summary>
public sealed class CaseWorkload(IDbContextFactory<CaseworkDb> factory)
{
    private static readonly string[] InHand =
        [CaseStates.PendingHandling, CaseStates.ReturnRequested, CaseStates.Handling, CaseStates.PendingConfirmation, CaseStates.HungUp];

    private static readonly string[] WithHandler = [CaseStates.PendingHandling, CaseStates.Handling];

    private static readonly string[] OutWithCollector = [.. CaseStates.All.Where(state => state.TaskOf is not null).Select(state => state.Key)];

    /// <summary>Cases that each department still has to feed back; one that is not named has none.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OfDepartmentsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => InHand.Contains(c.State) && c.Department != null)
            .GroupBy(c => c.Department!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>Cases that each handler (处置人员) has, by user id.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OfHandlersAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => WithHandler.Contains(c.State) && c.Handler != null)
            .GroupBy(c => c.Handler!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>Tasks (核实, 核查) that each collector (监督员) has, by user id.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OfCollectorsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => OutWithCollector.Contains(c.State) && c.TaskCollector != null)
            .GroupBy(c => c.TaskCollector!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }
}
