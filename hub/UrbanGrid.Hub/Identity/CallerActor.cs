using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Hub.Identity;

/// <summary>The caller as casework knows people, and back.</summary>
public static class CallerActor
{
    /// <summary>The actor a caller is. Both names go into the log, since it is read in both languages for years.</summary>
    public static Actor ToActor(this Caller caller) => new(
        caller.User, $"{caller.DisplayName.Zh} {caller.DisplayName.En}", caller.Roles.ToHashSet(), caller.Department);

    /// <summary>Both names out of what the log kept; a name without a second one is the same in both languages.</summary>
    public static LocalText NameOf(string displayName)
    {
        var space = displayName.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 ? new LocalText(displayName[..space], displayName[(space + 1)..]) : new LocalText(displayName, displayName);
    }
}
