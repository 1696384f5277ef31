using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Tests.Cameras;

public sealed class WatchDeskTests : IDisposable
{
    private static readonly CameraCover Kerb = new() { Name = "kerb", Box = new PictureBox(0.4, 0.4, 0.1, 0.1), ComponentCode = "3205990103000042" };
    private static readonly CameraCover Gate = new() { Name = "gate", Box = new PictureBox(0.6, 0.4, 0.1, 0.1) };

    private static readonly WatchOrder Order = new("edge", [], Covers: [Kerb, Gate], References: new Dictionary<string, IReadOnlyList<string>> { ["kerb"] = ["a1"] });

    private static readonly byte[] Picture = [.. Enumerable.Range(0, 600_000).Select(i => (byte)(i / 1000))];
    private readonly EdgeBench _bench = new();
    private readonly CameraSettings _settings = new() { Id = "cam-1" };

    [Fact]
    public void An_answer_names_the_pictures_that_are_missing_until_they_have_come()
    {
        var desk = Open();
        Assert.Equal(["a1"], MissingIn(Send(desk, Order)));

        Assert.All(Parts("a1", Picture), part => Assert.True(Send(desk, part).Ok));

        Assert.Empty(MissingIn(Send(desk, Order)));
        Assert.Empty(MissingIn(Send(Open(), Order)));
    }

    [Fact]
    public void A_cover_is_watched_when_a_picture_of_it_is_here_and_one_without_any_at_once()
    {
        var desk = Open();
        Send(desk, Order);
        Assert.Equal(["gate"], Plan().Watch.Covers.Select(c => c.Name));

        foreach (var part in Parts("a1", Picture))
        {
            Send(desk, part);
        }

        Assert.Equal([Kerb, Gate], Plan().Watch.Covers);
        Assert.Equal(Picture, Assert.Single(Plan().Watch.CoverReferences["kerb"]).ToArray());
    }

    [Fact]
    public void A_cover_that_is_watched_goes_on_while_its_first_picture_is_on_its_way()
    {
        var desk = Open();
        Send(desk, Order with { References = null });
        var running = Plan();
        Send(desk, Order);

        Assert.True(running.Does(Plan(running)));

        Send(desk, Parts("a1", Picture));
        Assert.False(running.Does(Plan(running)));
    }

    [Fact]
    public void What_no_order_names_is_not_kept_and_what_none_names_any_more_is_thrown_away()
    {
        var desk = Open();
        Send(desk, Order);
        Assert.False(Send(desk, Parts("b2", Picture)[0]).Ok);
        foreach (var part in Parts("a1", Picture))
        {
            Send(desk, part);
        }

        Send(desk, Order with { References = null });

        Assert.Empty(Directory.GetFiles(_bench.File("state/pictures"), "*.jpg"));
    }

    [Theory]
    [InlineData(false, "does not follow")]
    [InlineData(true, "announced SHA-256")]
    public void A_picture_that_did_not_come_whole_is_not_kept(bool isSpoilt, string why)
    {
        var desk = Open();
        Send(desk, Order);
        var parts = Parts("a1", Picture);
        Send(desk, parts[0]);
        var answer = isSpoilt
            ? Send(desk, [parts[1] with { Content = parts[0].Content }, parts[2]])
            : Send(desk, parts[2]);

        Assert.Contains(why, answer.Result.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["a1"], MissingIn(Send(desk, Order)));
    }

    [Fact]
    public async Task What_a_privacy_zone_hides_is_black_in_pictures_that_are_here_already()
    {
        var street = (await EdgeStreet.FramesAsync())[0];
        var desk = Open();
        Send(desk, Order);
        Send(desk, Parts("a1", street));
        var file = Assert.Single(Directory.GetFiles(_bench.File("state/pictures"), "*.jpg"));
        Assert.Equal(street, await File.ReadAllBytesAsync(file));

        Send(desk, Order with { Zones = [new CameraZone { Name = "window", Purpose = ZonePurpose.Privacy, Polygon = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)] }] });

        Assert.All(await Recording.Film.BrightnessAsync(file, 0, 0.1, 0.5), b => Assert.InRange(b, 0, 18));
        Assert.True((await Recording.Film.BrightnessAsync(file, 0, 0.8, 0.5)).Average(b => b) > 60);
    }

    [Theory]
    [InlineData("""{"detect":"edge","zones":[],"covers":[{"name":"a","box":{"x":0.9,"y":0,"width":0.2,"height":0.1}}]}""")]
    [InlineData("""{"detect":"edge","zones":[],"covers":[{"name":"a","box":{"x":0,"y":0,"width":0.2,"height":0.1}},{"name":"a","box":{"x":0,"y":0,"width":0.2,"height":0.1}}]}""")]
    [InlineData("""{"detect":"edge","zones":[],"emptyStreet":"../../etc/passwd"}""")]
    public void An_order_that_cannot_be_used_is_refused_and_changes_nothing(string order)
    {
        var desk = Open();
        Send(desk, Order);
        Assert.False(desk.Execute("watch", JsonSerializer.Deserialize<JsonElement>(order))!.Ok);
        Assert.Equal([Kerb, Gate], new CameraOrders(_settings, _bench.File("state")).Covers);
    }

    [Fact]
    public void Detectors_start_anew_only_for_what_they_do_not_do_already()
    {
        var desk = Open();
        Send(desk, Order);
        foreach (var part in Parts("a1", Picture))
        {
            Send(desk, part);
        }

        var plan = Plan();
        var further = plan.Taught("kerb", "b2");
        Assert.True(further.Does(further));
        Assert.False(plan.Does(further), "a picture that it was not taught with");
        Assert.False(further.Does(plan), "a picture that was taken away");
        Send(desk, Order with { Name = "Gate" });
        Assert.False(plan.Does(Plan()), "another name in its pictures");
    }

    [Theory]
    [InlineData("accept_view", "{}")]
    [InlineData("accept_reference", """{"cover":"kerb"}""")]
    [InlineData("accept_fixture", """{"x":0.1,"y":0.1,"width":0.1,"height":0.1}""")]
    public void What_operators_accept_is_taken_where_the_detectors_run_and_refused_elsewhere(string command, string args)
    {
        var (desk, arguments) = (Open(), JsonSerializer.Deserialize<JsonElement>(args));
        Send(desk, Order);
        Assert.True(desk.Execute(command, arguments)!.Ok);
        Send(desk, Order with { Detect = "hub" });
        Assert.Contains("run in the hub", desk.Execute(command, arguments)!.Result.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_detectors_learned_in_the_hub_is_taken_while_none_run_here_and_no_later()
    {
        var (desk, memory, place) = (Open(), new CameraMemory(_bench.File("state")), new PictureBox(0.1, 0.1, 0.1, 0.1));
        Assert.True(desk.Execute("remember", new CameraLearned([new Fixture(place, "")], null, default).ToArguments())!.Ok);
        Assert.Equal(place, Assert.Single(memory.Learned().Fixtures).Box);

        Send(desk, Order);

        Assert.Contains("run here already", desk.Execute("remember", new CameraLearned([], null, default).ToArguments())!.Result.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(memory.Learned().Fixtures);
    }

    [Theory]
    [InlineData("""{"fixtures":[{"box":{"x":0.1,"y":0.1,"width":0.1,"height":0.1},"look":"abc"}]}""")]
    [InlineData("""{"fixtures":[{"box":{"x":0.95,"y":0.1,"width":0.1,"height":0.1},"look":""}]}""")]
    [InlineData("""{"fixtures":[],"view":"AAAA"}""")]
    [InlineData("""{}""")]
    public void What_detectors_could_not_start_with_is_refused(string learned) =>
        Assert.False(Open().Execute("remember", JsonSerializer.Deserialize<JsonElement>(learned))!.Ok);

    public void Dispose() => _bench.Dispose();

    private static CommandAnswer Send(WatchDesk desk, WatchOrder order) => desk.Execute("watch", JsonSerializer.SerializeToElement(order, WireJson.Default.WatchOrder))!;

    private static CommandAnswer Send(WatchDesk desk, params PicturePart[] parts) =>
        parts.Select(p => desk.Execute("picture", JsonSerializer.SerializeToElement(p, WireJson.Default.PicturePart))!).ToList()[^1];

    private static string[] MissingIn(CommandAnswer answer) => [.. answer.Result["missing"]?.AsArray().Select(m => (string)m!) ?? []];

    private static PicturePart[] Parts(string id, byte[] picture)
    {
        var chunks = picture.Chunk(PicturePart.PartBytes).ToList();
        return [.. chunks.Select((c, n) => new PicturePart(id, n + 1, chunks.Count, Convert.ToHexStringLower(SHA256.HashData(picture)), c))];
    }

    private WatchDesk Open() => new(
        "cam-1",
        new CameraOrders(_settings, _bench.File("state")),
        _bench.File("state"),
        new EdgeDetector("cam-1", new CameraMemory(_bench.File("state")), null, _bench.Outbox, TimeProvider.System, NullLogger<EdgeDetector>.Instance));

    /// <summary>What the detectors would start with now.</summary>
    private WatchPlan Plan(WatchPlan? running = null)
    {
        var orders = new CameraOrders(_settings, _bench.File("state"));
        var shelf = new PictureShelf(_bench.File("state/pictures"));
        shelf.Want(orders.Pictures, null);
        return WatchPlan.Of("cam-1", orders, shelf, running);
    }
}
