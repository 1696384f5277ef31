using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Tests.Vehicles.Rules;

/// <summary>What a fix costs where nothing happens.</summary>
public sealed class VehicleCostTests
{
    private const int Fences = 1_000;
    private const int Fixes = 200_000;

    [Fact]
    public void A_fix_among_a_thousand_areas_allocates_nothing()
    {
        var random = new Random(3);
        var map = new FenceMap(Enumerable.Range(0, Fences).Select(n => new Fence(
            Ground.Fence(
                $"f{n}", n % 2 == 0 ? GeofenceKind.DumpSite : GeofenceKind.Forbidden,
                n % 2 == 0 ? Ground.Circle(Far(random), Far(random), 100) : Ground.Box(n * 10, 500, (n * 10) + 400, 900),
                n % 3 == 0 ? [Ground.Hours("19:00", "05:00")] : []) with { Vehicles = new VehicleSelection { Kinds = ["muck", "sprinkler"] } },
            Ground.City)));
        var book = new VehicleRuleBook();
        var truck = new Device
        {
            Id = "v", Model = "vehicle-terminal", Name = new LocalName("车", "vehicle"),
            Attributes = new Dictionary<string, System.Text.Json.JsonElement> { ["kind"] = System.Text.Json.JsonSerializer.SerializeToElement("muck") },
        };
        book.Bind(truck, new VehicleSurroundings(() => map));
        var attributes = new Dictionary<string, double> { [VehicleAttributes.LoadShare] = 0, [VehicleAttributes.Lifted] = 0 };
        var fixes = Enumerable.Range(0, Fixes).Select(n => new PositionSample(
            Ground.Morning + (n * 1_000L), Ground.Place((n % 20_000) - 10_000, -300), 40, 90, null, null, attributes)).ToArray();
        var news = new VehicleNews();
        Drive(book, truck, fixes.AsSpan(0, 20_000), news);
        news.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Drive(book, truck, fixes.AsSpan(20_000), news);
        var perFix = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Fixes - 20_000);

        // Entering and leaving areas makes events; nothing else may cost memory.
        Assert.True(perFix < 8, $"{perFix:f1} bytes a fix");
    }

    private static double Far(Random random) => (random.NextDouble() * 20_000) - 10_000;

    private static void Drive(VehicleRuleBook book, Device truck, ReadOnlySpan<PositionSample> fixes, VehicleNews news)
    {
        PositionSample? last = null;
        foreach (var fix in fixes)
        {
            book.At(fix.Timestamp);
            book.Apply(truck, new JudgedFix(fix, last, 11, VehicleState.Moving, VehicleState.Moving), news);
            last = fix;
            news.Clear();
        }
    }
}
