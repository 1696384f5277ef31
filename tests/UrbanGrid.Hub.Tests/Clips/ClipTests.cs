using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Clips;

/// <summary>A whole hub and, on its MQTT port, the wire of an edge agent.</summary>
public sealed class ClipTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();
    private AgentAtHand _agent = null!;
    private HubClient _acceptor = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _agent = await AgentAtHand.ConnectAsync(_hub);
        _acceptor = await _hub.SignInAsync("acceptor");
    }

    [Fact]
    public async Task A_cameras_incident_asks_for_the_video_around_the_alarm_and_gets_it_as_evidence()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        var order = await _agent.PromiseClipAsync();
        var content = AgentAtHand.Mp4(700_000);

        await _agent.SendFileAsync(order, content);

        var incident = await IncidentAsync(id, "stored");
        Assert.Equal((15_000, (long)incident["raisedAt"]! - 8_000), (order.To - order.From, order.From));
        var clip = await _acceptor.Http.GetAsync((string)incident["clips"]![0]!["url"]!);
        Assert.Equal("video/mp4", clip.Content.Headers.ContentType!.MediaType);
        Assert.Equal(content, await clip.Content.ReadAsByteArrayAsync());
        Assert.Equal((true, 2L), await AuditAsync(id));
        Assert.Empty(Directory.GetDirectories(_hub.Options.PathOf("evidence", "incoming")));
    }

    [Fact]
    public async Task A_restart_of_the_hub_in_the_middle_of_a_clip_loses_nothing_of_it()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        var order = await _agent.PromiseClipAsync();
        var content = AgentAtHand.Mp4(600_000);
        await _agent.SendManifestAsync(order.File, AgentAtHand.ManifestOf(order, content));
        await _agent.SendPartAsync(order.File, 1, content);

        await _hub.RestartAsync();

        await Eventually.GetAsync<object>(async () => await TryAsync(() => _agent.SendPartAsync(order.File, 3, content)), "the hub is back");
        await _agent.SendPartAsync(order.File, 3, content);
        await _agent.SendPartAsync(order.File, 2, content);
        await IncidentAsync(id, "stored");
    }

    [Fact]
    public async Task A_file_that_nobody_asked_for_is_refused_and_not_kept()
    {
        var content = AgentAtHand.Mp4(1_000);
        var order = new ClipOrder("0123", 0, 1_000);

        Assert.Equal(MqttReasonCode.NotAuthorized, await _agent.SendManifestAsync("0123", AgentAtHand.ManifestOf(order, content)));
        Assert.Equal(MqttReasonCode.NotAuthorized, await _agent.SendPartAsync("0123", 1, content));
        Assert.False(Directory.Exists(_hub.Options.PathOf("evidence", "incoming", "0123")));
    }

    [Fact]
    public async Task Parts_that_are_not_the_file_that_was_announced_become_no_evidence()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        var order = await _agent.PromiseClipAsync();

        await _agent.SendFileAsync(order, AgentAtHand.Mp4(1_000, filling: 1), announced: AgentAtHand.Mp4(1_000, filling: 2));

        var clip = (await IncidentAsync(id, "failed"))["clips"]![0]!;
        Assert.Equal("damaged", (string?)clip["reason"]);
        Assert.Equal((true, 1L), await AuditAsync(id));
    }

    [Fact]
    public async Task What_a_camera_cannot_do_is_told_at_the_incident_in_its_own_words_and_nothing_waits()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        var command = await _agent.NextAsync("clip");

        await _agent.ReplyAsync(command.Id, ok: false, new { error = "this camera is not recorded" });

        var clip = (await IncidentAsync(id, "failed"))["clips"]![0]!;
        Assert.Equal(("refused", "this camera is not recorded"), ((string?)clip["reason"], (string?)clip["error"]));
        Assert.Equal("confirmed", (string?)(await _acceptor.PostAsync($"/incidents/{id}/confirm"))["state"]);
    }

    [Fact]
    public async Task A_clip_is_carried_into_the_case_on_confirmation()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        await _agent.SendFileAsync(await _agent.PromiseClipAsync(), AgentAtHand.Mp4(1_000));
        await IncidentAsync(id, "stored");

        var number = (string)(await _acceptor.PostAsync($"/incidents/{id}/confirm"))["caseNumber"]!;

        Assert.Equal(["annotated", "clip"], (await StagesAsync(number)).Order());
    }

    [Fact]
    public async Task A_clip_that_comes_after_the_confirmation_goes_into_the_case()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        var order = await _agent.PromiseClipAsync();
        var number = (string)(await _acceptor.PostAsync($"/incidents/{id}/confirm"))["caseNumber"]!;
        Assert.Equal(["annotated"], await StagesAsync(number));

        await _agent.SendFileAsync(order, AgentAtHand.Mp4(1_000));

        await Eventually.GetAsync(async () => (await StagesAsync(number)).Contains("clip") ? number : null, "the case has the clip");
        var log = (await _acceptor.GetAsync($"/cases/{number}"))["log"]!.AsArray();
        Assert.Equal("系统", ((string)log[^1]!["actor"]!["zh"]!)[..2]);
    }

    [Fact]
    public async Task What_must_be_hidden_goes_with_the_order()
    {
        using var admin = await _hub.SignInAsync("admin");
        var zone = new { name = "window", purpose = "privacy", polygon = new[] { new { x = 0.0, y = 0.0 }, new { x = 0.3, y = 0.0 }, new { x = 0.3, y = 0.4 } } };
        await admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", System.Net.Http.Json.JsonContent.Create(new[] { zone }));

        await _hub.RaiseCameraAlarmAsync(0.1);

        var order = await _agent.PromiseClipAsync();
        Assert.Equal([new PicturePoint(0, 0), new(0.3, 0), new(0.3, 0.4)], Assert.Single(order.Privacy!));
    }

    [Fact]
    public async Task Evidence_that_was_changed_or_taken_away_is_found()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        await _hub.RaiseCameraAlarmAsync(0.8);
        Assert.Equal((true, 1L), await AuditAsync(id));
        await using var db = await _hub.Services.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContextAsync();
        var link = await db.Set<EvidenceLinkRow>().OrderBy(e => e.Position).FirstAsync(e => e.IncidentId == id);
        var file = _hub.Services.GetRequiredService<EvidenceStore>().Find(link.Sha256)!;
        var original = await File.ReadAllBytesAsync(file);

        await File.WriteAllBytesAsync(file, [.. original, 0]);
        Assert.Equal("changed_file", await ReasonAsync(id));

        File.Delete(file);
        Assert.Equal("missing_file", await ReasonAsync(id));

        await File.WriteAllBytesAsync(file, original);
        await db.Set<EvidenceLinkRow>().Where(e => e.Position == link.Position).ExecuteUpdateAsync(e => e.SetProperty(x => x.TakenAt, x => x.TakenAt + 1));
        Assert.Equal("changed_link", await ReasonAsync(id));
        var whole = await _hub.Services.GetRequiredService<EvidenceAudit>().VerifyAsync(default);
        Assert.Equal(new BrokenEvidence(link.Position, id, "changed_link"), whole.FirstBroken);
    }

    [Fact]
    public async Task Links_taken_off_the_end_of_the_chain_are_missed()
    {
        await _hub.RaiseCameraAlarmAsync(0.1);
        var audit = _hub.Services.GetRequiredService<EvidenceAudit>();
        Assert.Null((await audit.VerifyAsync(default)).FirstBroken);
        await using var db = await _hub.Services.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContextAsync();

        await db.Set<EvidenceLinkRow>().ExecuteDeleteAsync();

        Assert.Equal("missing_end", (await audit.VerifyAsync(default)).FirstBroken!.Reason);
    }

    public async Task DisposeAsync()
    {
        _acceptor.Dispose();
        await _agent.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private Task<JsonNode> IncidentAsync(long id, string clipState) => Eventually.GetAsync(
        async () => await _acceptor.GetAsync($"/incidents/{id}") is var incident && (string?)incident["clips"]!.AsArray().FirstOrDefault()?["state"] == clipState
            ? incident
            : null,
        $"the clip is {clipState}");

    private async Task<IReadOnlyList<string>> StagesAsync(string number) =>
        [.. (await _acceptor.GetAsync($"/cases/{number}"))["evidence"]!.AsArray().Select(e => (string)e!["stage"]!)];

    private async Task<(bool Valid, long Links)> AuditAsync(long id) =>
        await _acceptor.GetAsync($"/incidents/{id}/evidence-audit") is var audit ? ((bool)audit["valid"]!, (long)audit["links"]!) : default;

    private async Task<string?> ReasonAsync(long id) => (string?)(await _acceptor.GetAsync($"/incidents/{id}/evidence-audit"))["reason"];

    private static async Task<object?> TryAsync(Func<Task<MqttReasonCode>> send)
    {
        try
        {
            return await send() == MqttReasonCode.Success ? new object() : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
