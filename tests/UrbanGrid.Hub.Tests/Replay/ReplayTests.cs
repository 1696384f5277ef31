using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Replay;

/// <summary>A clip is looked at again with settings of one's choice.</summary>
[Collection(nameof(CameraHub))]
public sealed class ReplayTests(HubUnderTest hub)
{
    private static readonly CameraZone Kerb = new(5)
    {
        Name = "kerb", Purpose = ZonePurpose.Occupancy, Polygon = [new(0, 0.3), new(1, 0.3), new(1, 1), new(0, 1)],
    };

    /// <summary>The clip with the cart, at two frames a second and with the kerb: run once, since it takes seconds.</summary>
    private static Task<JsonNode>? _cart;

    [Fact]
    public async Task What_would_have_fired_is_told_with_its_times_and_pictures()
    {
        using var admin = await hub.SignInAsync("admin");
        var replay = await CartAsync(admin);

        var alarm = Assert.Single(replay["trial"]!["alarms"]!.AsArray())!;
        Assert.Equal("occupancy", (string)alarm["rule"]!["key"]!);
        Assert.Equal("kerb", (string)alarm["zone"]!);
        Assert.InRange((double)alarm["startedAt"]!, 7, StreetClip.Stands + 4);
        Assert.InRange((double)alarm["raisedAt"]!, StreetClip.Stands + 4, StreetClip.Stands + 9);
        Assert.Null(alarm["clearedAt"]);
        Assert.Equal(48, (int)replay["trial"]!["frames"]!);
        var track = Assert.Single(replay["trial"]!["tracks"]!.AsArray())!;
        Assert.Equal("kerb", (string)track["zone"]!);
        Assert.Equal(1, (double)track["moments"]!.AsArray()[^1]!["nearest"]!);

        foreach (var picture in alarm["pictures"]!.AsArray())
        {
            var jpeg = await admin.Http.GetByteArrayAsync((string)picture!["url"]!);
            Assert.Equal([0xFF, 0xD8, 0xFF], jpeg[..3]);
        }

        Assert.Contains("annotated", alarm["pictures"]!.AsArray().Select(p => (string)p!["moment"]!));
    }

    [Fact]
    public async Task The_clip_is_played_from_any_place()
    {
        using var admin = await hub.SignInAsync("admin");
        var replay = await CartAsync(admin);

        using var request = new HttpRequestMessage(HttpMethod.Get, (string)replay["clip"]!["url"]!);
        request.Headers.Range = new RangeHeaderValue(4, 7);
        using var answer = await admin.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("ftyp"u8.ToArray(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_change_of_zones_shows_what_comes_in_addition()
    {
        using var admin = await hub.SignInAsync("admin");
        var replay = await AgainAsync(admin, new { camera = "cam-01", compare = true, framesPerSecond = 2, zones = new[] { Kerb } });

        var added = replay["trial"]!["alarms"]!.AsArray().Where(a => a!["twin"] is null).Select(a => (string)a!["rule"]!["key"]!);
        Assert.Equal(["occupancy"], added);
        var stored = (await admin.GetAsync("/cameras/cam-01/zones"))[0]!["name"];
        Assert.Equal((string)stored!, (string)replay["present"]!["zones"]![0]!["name"]!);
    }

    [Fact]
    public async Task The_same_zones_give_the_same_alarms_on_both_sides()
    {
        using var admin = await hub.SignInAsync("admin");
        var first = await CartAsync(admin);
        var second = await AgainAsync(admin, new { framesPerSecond = 2, zones = new[] { Kerb } });

        Assert.Equal(Times(first), Times(second));
        Assert.Equal((string)first["clip"]!["name"]!, (string)second["clip"]!["name"]!);

        static IEnumerable<double> Times(JsonNode replay) => replay["trial"]!["alarms"]!.AsArray().Select(a => (double)a!["raisedAt"]!);
    }

    [Fact]
    public async Task A_clip_that_is_kept_as_evidence_is_replayed_and_stays()
    {
        using var admin = await hub.SignInAsync("admin");
        var store = hub.Services.GetRequiredService<EvidenceStore>();
        var sha256 = await store.SaveAsync(await File.ReadAllBytesAsync(await StreetClip.ShortAsync()), default);
        var replay = await WaitAsync(admin, await PostAsync(admin, Form(new { framesPerSecond = 1 }, ("evidence", sha256))));

        using var answer = await admin.Http.DeleteAsync($"/api/v1/replays/{replay["id"]}");

        Assert.Equal(2, (int)replay["trial"]!["frames"]!);
        Assert.NotNull(store.Find(sha256));
    }

    [Fact]
    public async Task Evidence_that_is_not_there_is_refused()
    {
        using var admin = await hub.SignInAsync("admin");
        await PostAsync(admin, Form(new { }, ("evidence", new string('0', 64))), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("en", "There is no video")]
    [InlineData("zh-CN", "文件中没有可读取的视频")]
    public async Task A_file_that_is_no_video_is_refused_in_the_callers_language(string language, string detail)
    {
        using var admin = await hub.SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var problem = await PostAsync(admin, Form(new { }, file: "just words"u8.ToArray()), HttpStatusCode.UnprocessableEntity);

        Assert.Equal("not_a_video", (string)problem["code"]!);
        Assert.StartsWith(detail, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_playlist_that_names_a_file_of_the_hub_is_not_opened()
    {
        using var admin = await hub.SignInAsync("admin");
        var playlist = $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{await StreetClip.WithCartAsync()}\n#EXT-X-ENDLIST\n";
        var problem = await PostAsync(admin, Form(new { }, file: System.Text.Encoding.UTF8.GetBytes(playlist)), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("not_a_video", (string)problem["code"]!);
    }

    [Fact]
    public async Task A_clip_of_more_than_half_an_hour_is_refused()
    {
        using var admin = await hub.SignInAsync("admin");
        var clip = await File.ReadAllBytesAsync(await StreetClip.TooLongAsync());
        var problem = await PostAsync(admin, Form(new { }, file: clip), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("clip_too_long", (string)problem["code"]!);
    }

    [Fact]
    public async Task A_clip_that_is_too_large_is_refused_before_it_is_sent()
    {
        using var admin = await hub.SignInAsync("admin");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/replays") { Content = new AnnouncedContent(300L << 20) };
        request.Headers.ExpectContinue = true;
        var problem = await admin.ReadAsync(await admin.Http.SendAsync(request), HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("clip_too_large", (string)problem["code"]!);
    }

    [Theory]
    [InlineData("""{"framesPerSecond":25}""", "invalid_value")]
    [InlineData("""{"zones":[{"name":"z","purpose":"dumping","polygon":[{"x":0,"y":0}]}]}""", "invalid_value")]
    [InlineData("""{"compare":true}""", "missing_value")]
    public async Task Settings_that_cannot_be_used_are_refused(string settings, string code)
    {
        using var admin = await hub.SignInAsync("admin");
        var form = new MultipartFormDataContent { { new StringContent(settings), "settings" } };
        var problem = await PostAsync(admin, form, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(code, (string)problem["code"]!);
    }

    [Fact]
    public async Task A_camera_that_is_not_known_is_refused()
    {
        using var admin = await hub.SignInAsync("admin");
        await PostAsync(admin, Form(new { camera = "cam-99" }, file: [1, 2, 3]), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_those_who_set_detectors_up_may_replay()
    {
        using var acceptor = await hub.SignInAsync("acceptor");
        await PostAsync(acceptor, Form(new { }, file: [1, 2, 3]), HttpStatusCode.Forbidden);
        await acceptor.GetAsync("/replays", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_that_is_deleted_leaves_no_file()
    {
        using var admin = await hub.SignInAsync("admin");
        var before = Files();
        var replay = await RunAsync(admin, await StreetClip.ShortAsync(), new { framesPerSecond = 2, zones = new[] { Kerb } });
        Assert.NotEqual(before, Files());

        using var answer = await admin.Http.DeleteAsync($"/api/v1/replays/{replay["id"]}");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(before, Files());
        await admin.GetAsync($"/replays/{replay["id"]}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_that_runs_is_called_off()
    {
        using var admin = await hub.SignInAsync("admin");
        var before = Files();
        var replay = await PostAsync(admin, Form(new { framesPerSecond = 10, zones = new[] { Kerb } }, file: await File.ReadAllBytesAsync(await StreetClip.WithCartAsync())));

        await admin.Http.DeleteAsync($"/api/v1/replays/{replay["id"]}");

        await Eventually.GetAsync(() => Task.FromResult(Files().SequenceEqual(before) ? "gone" : null), "its files to go");
    }

    private string[] Files() => hub.Options.PathOf("replays") is var folder && Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order()]
        : [];

    private static async Task<JsonNode> CartAsync(HubClient client) =>
        await (_cart ??= RunAsync(client, await StreetClip.WithCartAsync(), new { framesPerSecond = 2, zones = new[] { Kerb } }));

    /// <summary>The same clip with other settings, without sending it again.</summary>
    private static async Task<JsonNode> AgainAsync(HubClient client, object settings) =>
        await WaitAsync(client, await PostAsync(client, Form(settings, ("replay", (string)(await CartAsync(client))["id"]!))));

    private static async Task<JsonNode> RunAsync(HubClient client, string clip, object settings) =>
        await WaitAsync(client, await PostAsync(client, Form(settings, file: await File.ReadAllBytesAsync(clip))));

    private static async Task<JsonNode> WaitAsync(HubClient client, JsonNode replay)
    {
        var over = await Eventually.GetAsync(
            async () => await client.GetAsync($"/replays/{replay["id"]}") is var now && (string)now["state"]! is "done" or "failed" ? now : null,
            "the replay to end",
            TimeSpan.FromMinutes(3));
        Assert.True((string)over["state"]! == "done", over.ToJsonString());
        return over;
    }

    private static Task<JsonNode> PostAsync(HubClient client, HttpContent form, HttpStatusCode expected = HttpStatusCode.Accepted) =>
        client.SendAsync(HttpMethod.Post, "/replays", form, expected);

    private static MultipartFormDataContent Form(object settings, (string Name, string Value)? other = null, byte[]? file = null)
    {
        var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(settings, ApiJson.Options)), "settings" } };
        if (other is { } part)
        {
            form.Add(new StringContent(part.Value), part.Name);
        }

        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), "file", "street.mkv");
        }

        return form;
    }

    /// <summary>Says how much is to come, and must never be asked for it.</summary>
    private sealed class AnnouncedContent : HttpContent
    {
        private readonly long _length;

        public AnnouncedContent(long length)
        {
            _length = length;
            Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new InvalidOperationException("The clip was sent.");

        protected override bool TryComputeLength(out long length) => (length = _length) > 0;
    }
}
