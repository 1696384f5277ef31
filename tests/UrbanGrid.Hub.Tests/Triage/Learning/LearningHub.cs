using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Triage.Learning;

/// <summary>A hub of its own for tests that teach it something.</summary>
[CollectionDefinition(nameof(LearningHub))]
public sealed class LearningHub : ICollectionFixture<HubUnderTest>;

/// <summary>Teaches a hub and tells it alarms.</summary>
internal static class Teaching
{
    private static int _number;

    /// <summary>Verdicts of before, one a minute up to now: those that are solid were right, the others were not.</summary>
    public static async Task TeachAsync(
        this HubUnderTest hub, string rule, string category, int count, Func<int, bool> isRight, PictureBox? box = null, string? reason = "reflection", Func<bool, double>? thought = null)
    {
        await using var db = await hub.Services.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContextAsync();
        for (var i = 0; i < count; i++)
        {
            var (right, at) = (isRight(i), HubUnderTest.Now - ((count - i) * 60_000L));
            db.Add(new DeviceVerdict
            {
                DeviceId = "cam-01",
                Rule = rule,
                IncidentId = 1_000_000 + Interlocked.Increment(ref _number),
                Confirmed = right,
                Reason = right ? null : reason,
                Score = 0.8,
                At = at,
                Category = category,
                Zone = "kerb",
                Box = BoxText.Write(box ?? new PictureBox(i % 40 * 0.02, i % 17 * 0.05, 0.05, 0.08)),
                FeaturesJson = FeaturesText.Write(Solid(right, i)),
                StartedAt = at - 20_000,
                RaisedAt = at - 10_000,
                Probability = thought?.Invoke(right),
            });
        }

        await db.SaveChangesAsync();
    }

    /// <summary>An alarm of the camera; returns its incident.</summary>
    public static async Task<JsonNode> RaiseAsync(
        this HubUnderTest hub, HubClient reader, string rule, string category, bool solid, PictureBox box, string zone = "kerb") =>
        (await hub.TellAsync(reader, rule, category, solid, box, zone))!;

    /// <summary>An alarm of the camera; returns its incident, null if it raises none.</summary>
    public static async Task<JsonNode?> TellAsync(
        this HubUnderTest hub, HubClient reader, string rule, string category, bool solid, PictureBox box, string zone)
    {
        var id = $"cam-01:{rule}:{Guid.NewGuid():N}";
        await hub.Flow.AlarmChangedAsync(
            new Alarm
            {
                Id = id,
                DeviceId = "cam-01",
                Rule = rule,
                Severity = AlarmSeverity.Minor,
                StartedAt = HubUnderTest.Now - 10_000,
                RaisedAt = HubUnderTest.Now,
                Category = category,
                Score = 0.8,
                Zone = zone,
                Box = box,
                Readings = [new AlarmReading("dwell", 10, 8, "s")],
                Features = Solid(solid, 3),
                Pictures = [new AlarmPicture(PictureMoment.Annotated, HubUnderTest.Now, Jpegs.Grey((byte)Random.Shared.Next(256), 9))],
            },
            default);
        return (await reader.GetAsync("/incidents?limit=50"))["items"]!.AsArray()
            .SingleOrDefault(i => i!["alarms"]!.AsArray().Any(a => (string?)a!["id"] == id));
    }

    private static Dictionary<string, double> Solid(bool right, int i) => new() { ["solidity"] = (right ? 0.9 : 0.4) + (i % 10 * 0.01) };
}
