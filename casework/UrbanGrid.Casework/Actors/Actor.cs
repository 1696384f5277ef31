namespace UrbanGrid.Casework.Actors;

/// <summary>Who acts on a case: the signed-in user, as the hub knows them.</summary>
/// <param name="UserId">Stable id; written to the log.</param>
/// <param name="DisplayName">Name shown in the log.</param>
/// <param name="Roles">Keys of <see cref="Actors.Roles"/>.</param>
/// <param name="DepartmentCode">The department the user belongs to, for the roles department and handler.</param>
public sealed record Actor(
    string UserId, string DisplayName, IReadOnlySet<string> Roles, string? DepartmentCode = null)
{
    /// <summary>The hub itself: files and accepts by policy and attaches evidence of devices; takes no other step.</summary>
    public static Actor System { get; } = new("system", "系统 System", new HashSet<string> { Actors.Roles.System });

    /// <summary>The first of the given roles that this actor has, or null.</summary>
    public string? RoleAmong(IEnumerable<string> roles) => roles.FirstOrDefault(Roles.Contains);
}
