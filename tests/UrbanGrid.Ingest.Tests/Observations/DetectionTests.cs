using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Observations;

/// <summary>What a detection leaves out gets the default of the contract, not a zero.</summary>
public sealed class DetectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData(""","readings":null,"pictures":null""")]
    public async Task A_detection_without_score_readings_and_pictures_becomes_an_alarm_with_score_1_and_empty_lists(string rest)
    {
        using var folder = new TempFolder();
        await using var host = await IngestHost.StartAsync(folder);
        await host.AddAsync("cam", "camera");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await host.SendAsync(
            "cam", "detection", $$"""{"id":"cam:left_object:1","deviceId":"cam","rule":"left_object","severity":"major","startedAt":{{now}},"raisedAt":{{now}}{{rest}}}""");
        await Eventually.True(() => !host.Hub.Alarms.IsEmpty, "the alarm");
        var alarm = Assert.Single(host.Hub.Alarms);
        Assert.Equal(1, alarm.Score);
        Assert.Empty(alarm.Readings);
        Assert.Empty(alarm.Pictures);
    }

    [Theory]
    [InlineData("null", "left_object")]
    [InlineData("\"cam:1\"", null)]
    public async Task A_detection_without_an_id_or_a_rule_is_set_aside(string id, string? rule)
    {
        using var folder = new TempFolder();
        await using var host = await IngestHost.StartAsync(folder);
        await host.AddAsync("cam", "camera");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await host.SendAsync(
            "cam", "detection", $$"""{"id":{{id}},"deviceId":"cam","rule":{{JsonSerializer.Serialize(rule)}},"severity":"major","startedAt":{{now}},"raisedAt":{{now}}}""");
        await Eventually.TrueAsync(async () => (await host.Store.DeadLettersAsync("cam", 10, default)).Count == 1, "the dead letter");
        Assert.Empty(host.Hub.Alarms);
    }

    [Fact]
    public void A_zone_that_names_no_dwell_has_a_minute()
    {
        var zone = Assert.Single(JsonSerializer.Deserialize("""[{"name":"kerb","purpose":"dumping","polygon":[]}]""", WireJson.Default.IReadOnlyListCameraZone)!);
        Assert.Equal(60, zone.DwellSeconds);
    }
}
