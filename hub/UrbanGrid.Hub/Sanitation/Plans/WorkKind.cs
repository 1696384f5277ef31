using System.Reflection;
using System.Text.Json;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>A kind of sanitation work (作业类型) and what a plan of it says where it says nothing itself; a row of <c>work-kinds.json</c>.</summary>
/// <param name="Key">Stable key, e.g. <c>sweeping</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="MinKmh">Slowest driving that counts as this work, km/h.</param>
/// <param name="MaxKmh">Fastest driving that counts as this work, km/h.</param>
/// <param name="ToleranceM">How far from the planned line it may be done, metres.</param>
/// <param name="Source">Where the figures come from, and how sure they are.</param>
public sealed record WorkKind(string Key, LocalText Name, double MinKmh, double MaxKmh, double ToleranceM, string Source);

/// <summary>A grade of a road's cleaning (保洁等级) and the hour by which it is to be done; a row of <c>work-kinds.json</c>.</summary>
/// <param name="Grade">1 (一级) to 4 (四级).</param>
/// <param name="By">Hour of the city, HH:mm.</param>
/// <param name="Source">Where it comes from, and how sure it is.</param>
public sealed record RoadGrade(int Grade, string By, string Source);

/// <summary>The table of kinds and grades.</summary>
/// <param name="Kinds">Kinds of work.</param>
/// <param name="Grades">Grades of roads.</param>
/// <param name="VehicleKinds">Kinds of vehicles (attribute <c>kind</c> of a device) that do such work and may read bins.</param>
public sealed record WorkKinds(IReadOnlyList<WorkKind> Kinds, IReadOnlyList<RoadGrade> Grades, IReadOnlyList<string> VehicleKinds)
{
    /// <summary>The table.</summary>
    public static WorkKinds Table { get; } = Load();

    /// <summary>A kind; null if there is none of the key.</summary>
    public WorkKind? Find(string? key) => Kinds.FirstOrDefault(kind => kind.Key == key);

    /// <summary>Name of a kind; a key without a row is its own name.</summary>
    public LocalText NameOf(string key) => Find(key)?.Name ?? new LocalText(key, key);

    private static WorkKinds Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("work-kinds.json")
            ?? throw new InvalidOperationException("work-kinds.json is not embedded.");
        return JsonSerializer.Deserialize<WorkKinds>(stream, JsonSerializerOptions.Web)!;
    }
}
