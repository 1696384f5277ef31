using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Tests;

/// <summary>One user per post; the departments are those of the sample city.</summary>
internal static class People
{
    public static Actor Collector { get; } = Of(Roles.Collector);

    public static Actor Acceptor { get; } = Of(Roles.Acceptor);

    public static Actor ShiftLeader { get; } = Of(Roles.ShiftLeader);

    public static Actor Dispatcher { get; } = Of(Roles.Dispatcher);

    public static Actor Sanitation { get; } = Of(Roles.Department, "sanitation");

    public static Actor Handler { get; } = Of(Roles.Handler, "sanitation");

    public static Actor Drainage { get; } = Of(Roles.Department, "drainage");

    public static Actor Leader { get; } = Of(Roles.Leader);

    public static Actor Of(string role, string? department = null) =>
        new($"user-{role}-{department}", $"{role} {department}".TrimEnd(), new HashSet<string> { role }, department);
}
