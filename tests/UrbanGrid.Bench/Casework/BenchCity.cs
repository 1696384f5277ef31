using System.Globalization;
using System.Text;
using UrbanGrid.Casework.Actors;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>The sample city with forty departments, and the people who work in it.</summary>
internal static class BenchCity
{
    private const int DepartmentCount = 40;

    public static IReadOnlyList<string> Departments { get; } =
        [.. Enumerable.Range(1, DepartmentCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"unit-{i:00}"))];

    public static Actor Acceptor { get; } = Of(Roles.Acceptor, 1);

    public static Actor ShiftLeader { get; } = Of(Roles.ShiftLeader, 1);

    public static Actor Dispatcher { get; } = Of(Roles.Dispatcher, 1);

    public static Actor Collector(int number) => Of(Roles.Collector, number);

    public static Actor Operator(string department) => Of(Roles.Department, 1, department);

    public static Actor Handler(string department) => Of(Roles.Handler, 1, department);

    /// <summary>A copy of the sample city's folder, to be imported.</summary>
    public static string WriteTo(string folder)
    {
        var city = Directory.CreateDirectory(Path.Combine(folder, "city")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("deploy", "sample-city")))
        {
            File.Copy(file, Path.Combine(city, Path.GetFileName(file)), overwrite: true);
        }

        var lines = new StringBuilder();
        foreach (var code in Departments)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"{code},第{code[^2..]}处置单位,Unit {code[^2..]}");
        }

        File.AppendAllText(Path.Combine(city, "departments.csv"), lines.ToString());
        return city;
    }

    private static Actor Of(string role, int number, string? department = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{role}-{department}{number}");
        return new Actor(id, id, new HashSet<string> { role }, department);
    }
}
