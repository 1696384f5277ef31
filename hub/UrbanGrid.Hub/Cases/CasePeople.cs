using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Cases;

/// <summary>The people that cases name, as the hub knows them: casework keeps their sign-in names only.</summary>
public sealed class CasePeople(HubDb db)
{
    private const int MostListed = 500;

    /// <summary>Everybody who may sign in and has the role, by sign-in name; of one department if one is given.</summary>
    public async Task<IReadOnlyList<Named>> WithRoleAsync(string role, string? department, CancellationToken cancellationToken)
    {
        var users = await OfRole(role).Where(u => department == null || u.Department == department)
            .OrderBy(u => u.UserName).Take(MostListed).ToListAsync(cancellationToken);
        return [.. users.Select(u => new Named(u.UserName!, u.DisplayName))];
    }

    /// <summary>Names of these people; somebody who is no more is known by the sign-in name.</summary>
    public async Task<IReadOnlyDictionary<string, Named>> NamesAsync(IEnumerable<string?> users, CancellationToken cancellationToken)
    {
        var wanted = users.OfType<string>().Distinct().ToList();
        var known = wanted.Count == 0
            ? []
            : await db.Users.AsNoTracking().Where(u => wanted.Contains(u.UserName!)).ToDictionaryAsync(u => u.UserName!, u => u.DisplayName, cancellationToken);
        return wanted.ToDictionary(u => u, u => new Named(u, known.GetValueOrDefault(u) ?? new LocalText(u, u)));
    }

    /// <summary>Refuses a task or an assignment for somebody who could never do it.</summary>
    /// <param name="input">The step.</param>
    /// <param name="department">Department that has the case; its handlers alone handle it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProblemException"><c>no_such_collector</c> or <c>no_such_handler</c>.</exception>
    public async Task RequireAsync(CaseActionInput input, string? department, CancellationToken cancellationToken)
    {
        if (input.Collector is { } collector && !await OfRole(RoleKey.Collector).AnyAsync(u => u.UserName == collector, cancellationToken))
        {
            throw new ProblemException("no_such_collector", collector).With("field", ActionInput.Collector);
        }

        if (input.Handler is { } handler
            && !await OfRole(RoleKey.Handler).AnyAsync(u => u.UserName == handler && u.Department == department, cancellationToken))
        {
            throw new ProblemException("no_such_handler", handler).With("field", ActionInput.Handler);
        }
    }

    private IQueryable<HubUser> OfRole(string role) =>
        from user in db.Users.AsNoTracking()
        where user.Enabled && db.UserRoles.Any(r => r.UserId == user.Id && db.Roles.Any(known => known.Id == r.RoleId && known.Name == role))
        select user;
}
