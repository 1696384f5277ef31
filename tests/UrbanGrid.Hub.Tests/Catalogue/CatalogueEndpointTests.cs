using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Catalogue;

/// <summary>A hub of its own, for its catalogue is changed.</summary>
public sealed class CatalogueEndpointTests : IAsyncLifetime
{
    private const string Umbrellas = """
        { "name": { "zh": "共享雨伞乱放", "en": "Shared umbrellas left about" }, "off": false, "conditions": [
            { "key": "general", "name": { "zh": "存在问题", "en": "Problem present" }, "measure": "", "limit": 3, "unit": "work_hour",
              "closing": { "zh": "已清理", "en": "Cleared" } } ] }
        """;

    private readonly HubUnderTest _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_class_of_the_citys_own_is_drafted_compared_published_and_reported_without_a_restart()
    {
        using var admin = await _hub.SignInAsync("admin");
        using var collector = await _hub.SignInAsync("collector");
        var (draft, revision) = await BeginAsync(admin);

        var changed = await admin.SendAsync(HttpMethod.Put, $"/catalogue/versions/{draft}/classes/event/0170", Json(Umbrellas), ifMatch: revision);
        var changes = await collector.GetAsync($"/catalogue/versions/{draft}/changes");
        Assert.Equal(("class_added", "event/0170"), ((string?)changes[0]!["kind"], (string?)changes[0]!["code"]));
        Assert.DoesNotContain(await EventsAsync(collector), c => c == "event/0170");

        var published = await admin.PostAsync($"/catalogue/versions/{draft}/publish", ifMatch: (long)changed["revision"]!);

        Assert.Equal("inForce", (string?)published["state"]);
        Assert.Contains(await EventsAsync(collector), c => c == "event/0170");
        var filed = await collector.PostAsync("/cases", new { category = "event/0170", lat = 31.3005, lon = 120.6005, description = "三把雨伞" });
        Assert.Equal("共享雨伞乱放", (string?)filed["category"]!["zh"] ?? (string?)filed["category"]!["name"]?["zh"]);
    }

    [Fact]
    public async Task A_code_that_devices_use_is_not_switched_off_and_the_refusal_names_them()
    {
        using var admin = await _hub.SignInAsync("admin");
        var (draft, revision) = await BeginAsync(admin);
        var lamp = (await admin.GetAsync("/catalogue/current"))["classes"]!.AsArray().Single(c => (string?)c!["code"] == "component/0137")!;
        await admin.SendAsync(
            HttpMethod.Put, $"/catalogue/versions/{draft}/classes/component/0137",
            JsonContent.Create(new { off = true, conditions = lamp["conditions"] }), ifMatch: revision);

        var refused = await admin.PostAsync($"/catalogue/versions/{draft}/publish", expected: HttpStatusCode.Conflict);

        Assert.Equal("catalogue_in_use", (string?)refused["code"]);
        Assert.All(refused["uses"]!.AsArray(), use => Assert.Equal("component/0137", (string?)use!["code"]));
        Assert.Equal(["device", "device_model"], refused["uses"]!.AsArray().Select(use => (string?)use!["kind"]).Order());
        Assert.Equal(
            refused["uses"]!.ToJsonString(), (await admin.GetAsync($"/catalogue/versions/{draft}/uses")).ToJsonString());
    }

    [Fact]
    public async Task Files_are_given_out_tried_and_taken_in_with_the_lines_of_their_faults()
    {
        using var admin = await _hub.SignInAsync("admin");
        using var leader = await _hub.SignInAsync("leader");
        var (draft, _) = await BeginAsync(admin);
        var text = (await leader.Http.GetStringAsync($"/api/v1/catalogue/versions/{draft}/files/conditions.csv")).TrimStart('\uFEFF');
        var shorter = text.Replace(",4,work_hour,", ",3,work_hour,", StringComparison.Ordinal);

        var tried = await admin.SendAsync(HttpMethod.Post, $"/catalogue/versions/{draft}/import?dryRun=true", Form("conditions.csv", shorter));
        Assert.Equal((false, 0), ((bool)tried["imported"]!, (int)tried["errorCount"]!));
        Assert.True(tried["changes"]!.AsArray().Count > 10);

        var refused = await admin.SendAsync(
            HttpMethod.Post, $"/catalogue/versions/{draft}/import", Form("conditions.csv", shorter + "event/0110,general,,,,1,work_hour,,,\r\n"),
            HttpStatusCode.UnprocessableEntity);
        Assert.Equal("catalogue_files_refused", (string?)refused["code"]);
        Assert.Equal(shorter.Split("\r\n").Length, (int)refused["report"]!["errors"]!.AsArray()[^1]!["line"]!);

        var taken = await admin.SendAsync(HttpMethod.Post, $"/catalogue/versions/{draft}/import", Form("conditions.csv", shorter));
        Assert.True((bool)taken["imported"]!);
        await admin.SendAsync(HttpMethod.Post, $"/catalogue/versions/{draft}/import", Form("passwords.csv", "x"), HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Everybody_reads_and_only_an_administrator_changes()
    {
        using var admin = await _hub.SignInAsync("admin");
        using var acceptor = await _hub.SignInAsync("acceptor");
        using var nobody = HubClient.Anonymous(_hub.Address);
        var (draft, _) = await BeginAsync(admin);

        Assert.Equal(199, (await acceptor.GetAsync("/catalogue/current"))["classes"]!.AsArray().Count);
        Assert.Equal(2, (await acceptor.GetAsync("/catalogue/versions")).AsArray().Count);
        Assert.Equal("event/0110", (string?)(await acceptor.GetAsync("/catalogue/meaning?scheme=cjt214&code=event/0102"))["code"]);
        await acceptor.GetAsync("/catalogue/meaning?scheme=cjt214&code=event/0409", HttpStatusCode.NotFound);
        await acceptor.PostAsync("/catalogue/versions", expected: HttpStatusCode.Forbidden);
        await acceptor.PostAsync($"/catalogue/versions/{draft}/publish", expected: HttpStatusCode.Forbidden);
        await acceptor.SendAsync(HttpMethod.Put, $"/catalogue/versions/{draft}/classes/event/0170", Json(Umbrellas), HttpStatusCode.Forbidden);
        await nobody.GetAsync("/catalogue/current", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_changes_a_draft_on_an_old_look_is_told_and_what_is_in_force_stays()
    {
        using var admin = await _hub.SignInAsync("admin");
        var (draft, revision) = await BeginAsync(admin);
        await admin.SendAsync(HttpMethod.Put, $"/catalogue/versions/{draft}/classes/event/0170", Json(Umbrellas), ifMatch: revision);

        var lost = await admin.SendAsync(
            HttpMethod.Put, $"/catalogue/versions/{draft}/classes/event/0170", Json(Umbrellas), HttpStatusCode.PreconditionFailed, revision);
        var stays = await admin.SendAsync(HttpMethod.Put, "/catalogue/versions/1/classes/event/0170", Json(Umbrellas), HttpStatusCode.Conflict);

        Assert.Equal(("catalogue_changed", "catalogue_immutable"), ((string?)lost["code"], (string?)stays["code"]));
        await admin.SendAsync(HttpMethod.Delete, $"/catalogue/versions/{draft}", Json("{}"), HttpStatusCode.NoContent);
        await admin.GetAsync($"/catalogue/versions/{draft}", HttpStatusCode.NotFound);
    }

    private static async Task<(long Draft, long Revision)> BeginAsync(HubClient admin)
    {
        var begun = await admin.PostAsync("/catalogue/versions", new { note = "试用" });
        return ((long)begun["version"]!["id"]!, (long)begun["version"]!["revision"]!);
    }

    private static async Task<IEnumerable<string?>> EventsAsync(HubClient client) =>
        (await client.GetAsync("/catalogue/events")).AsArray().Select(c => (string?)c!["code"]);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static MultipartFormDataContent Form(string name, string text) =>
        new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name } };
}
