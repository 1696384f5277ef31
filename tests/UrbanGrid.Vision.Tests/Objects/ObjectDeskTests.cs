using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Vision.Tests.Objects;

public sealed class ObjectDeskTests
{
    private static readonly PictureBox Place = new(0.4, 0.4, 0.1, 0.2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Whoever_asks_gets_what_was_seen_last_and_never_waits()
    {
        await using var desk = new ObjectDesk(Each(_ => [new SeenObject("person", ThingKind.Person, 0.9, Place)]), new ObjectDeskSettings(), TimeProvider.System);
        var ask = desk.For("cam-1");
        Assert.Null(ask(Place, [1]));
        await Wait.UntilAsync("the picture is looked at", () => Task.FromResult(desk.Looked > 0), Patience);
        Assert.Equal(ThingKind.Person, ask(Place, [1])?.Kind);
        Assert.Null(ask(new PictureBox(0.8, 0.8, 0.1, 0.1), [1]));
        Assert.Null(desk.For("cam-2")(Place, [1]));
    }

    [Fact]
    public async Task A_camera_that_asks_often_has_one_picture_waiting_the_newest()
    {
        using var gate = new SemaphoreSlim(0);
        var looked = new ConcurrentQueue<int>();
        await using var desk = new ObjectDesk(Gated(gate, looked), new ObjectDeskSettings { CpuShare = 1, PicturesMax = 1 }, TimeProvider.System);
        desk.Offer("busy", [1], 0);
        await Wait.UntilAsync("the first is being looked at", () => Task.FromResult(looked.Contains(1)), Patience);
        for (byte i = 2; i < 100; i++)
        {
            desk.Offer("busy", [i], 0);
        }

        desk.Offer("other", [200], 0);
        gate.Release(3);
        await Wait.UntilAsync("three are done", () => Task.FromResult(desk.Looked == 3), Patience);
        Assert.Equal<int>([1, 99, 200], looked);
        Assert.Equal(97, desk.Dropped);
    }

    [Fact]
    public async Task With_more_cameras_than_may_wait_the_oldest_gives_way()
    {
        using var gate = new SemaphoreSlim(0);
        var looked = new ConcurrentQueue<int>();
        await using var desk = new ObjectDesk(Gated(gate, looked), new ObjectDeskSettings { CpuShare = 1, CamerasMax = 2, PicturesMax = 1 }, TimeProvider.System);
        desk.Offer("cam-0", [0], 0);
        await Wait.UntilAsync("the first is being looked at", () => Task.FromResult(!looked.IsEmpty), Patience);
        for (byte i = 1; i < 5; i++)
        {
            desk.Offer($"cam-{i}", [i], 0);
        }

        gate.Release(3);
        await Wait.UntilAsync("three are done", () => Task.FromResult(desk.Looked == 3), Patience);
        Assert.Equal<int>([0, 3, 4], looked);
    }

    [Fact]
    public async Task A_slow_network_gets_its_share_of_the_time_and_no_more()
    {
        var time = new ManualTime();
        var began = time.GetUtcNow();
        var looks = new ConcurrentQueue<TimeSpan>();
        await using var desk = new ObjectDesk(
            Each(_ =>
            {
                looks.Enqueue(time.GetUtcNow() - began);
                time.Advance(TimeSpan.FromSeconds(1));
                return [];
            }),
            new ObjectDeskSettings { CpuShare = 0.25 },
            time);
        desk.Offer("a", [1], 0);
        await Wait.UntilAsync("the first", () => Task.FromResult(desk.Looked == 1), Patience);
        desk.Offer("b", [1], 0);
        await Wait.UntilAsync(
            "the second",
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(0.25));
                return Task.FromResult(desk.Looked == 2);
            },
            Patience);

        // A second of work is paid for with three of rest.
        Assert.True(looks.Last() >= TimeSpan.FromSeconds(4), $"{looks.Last()}");
    }

    [Fact]
    public void What_work_took_is_waited_for_before_the_next()
    {
        var time = new ManualTime();
        var budget = new CpuBudget(0.25, time);
        Assert.Equal(TimeSpan.Zero, budget.Wait);
        var started = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(1));
        budget.Spent(started);
        Assert.Equal(TimeSpan.FromSeconds(3), budget.Wait);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.Zero, budget.Wait);
    }

    [Fact]
    public async Task The_cheap_detectors_go_on_while_the_network_is_stuck()
    {
        using var gate = new SemaphoreSlim(0);
        await using var desk = new ObjectDesk(Gated(gate, []), new ObjectDeskSettings(), TimeProvider.System);
        using var film = new StreetFilm(new FramePipeline(
            new CameraWatch
            {
                CameraId = "cam-1",
                Zones = [new CameraZone { Name = "z", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 6 }],
            },
            desk.For("cam-1")));
        film.Play(3, _ => []);
        film.BringBag();
        film.Play(14, _ => [SyntheticStreet.Bag(300, 200)]);
        Assert.Single(film.Raised);
        gate.Release(1000);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_looked_at_stops_nobody()
    {
        await using var desk = new ObjectDesk(
            Each(jpeg => jpeg[0] == 0 ? null : []), new ObjectDeskSettings { CpuShare = 1 }, TimeProvider.System);
        desk.Offer("bad", [0], 0);
        desk.Offer("good", [1], 0);
        await Wait.UntilAsync("the good one", () => Task.FromResult(desk.Find("good") is not null), Patience);
        Assert.Equal((1, "bad sent what is no picture"), (desk.Failed, desk.LastFailure));
    }

    [Fact]
    public void A_person_at_the_place_is_told_before_a_thing_and_one_who_walks_past_is_not()
    {
        var bag = new SeenObject("suitcase", ThingKind.Goods, 0.9, Place);
        var standing = new SeenObject("person", ThingKind.Person, 0.4, Place with { Y = 0.35, Height = 0.25 });
        var near = new SeenObject("person", ThingKind.Person, 0.9, new PictureBox(0.3, 0.0, 0.5, 1));
        Assert.Equal("person", new Sighting(0, [bag, standing]).VoteOn(Place)?.Thing);
        Assert.Equal("suitcase", new Sighting(0, [near, bag]).VoteOn(Place)?.Thing);
        Assert.Null(new Sighting(0, []).VoteOn(Place));
    }

    [Fact]
    public async Task What_waits_while_the_network_rests_is_looked_at_together_oldest_first()
    {
        using var gate = new SemaphoreSlim(0);
        var looks = new ConcurrentQueue<byte[]>();
        await using var desk = new ObjectDesk(
            jpegs =>
            {
                looks.Enqueue([.. jpegs.Select(j => j.Span[0])]);
                gate.Wait();
                return [.. jpegs.Select(_ => (IReadOnlyList<SeenObject>)[])];
            },
            new ObjectDeskSettings { CpuShare = 1, Slice = TimeSpan.FromHours(1), PicturesMax = 3 },
            TimeProvider.System);
        desk.Offer("cam-0", [0], 0);
        await Wait.UntilAsync("the first is being looked at", () => Task.FromResult(!looks.IsEmpty), Patience);
        for (byte i = 1; i <= 4; i++)
        {
            desk.Offer($"cam-{i}", [i], 0);
        }

        gate.Release(3);
        await Wait.UntilAsync("all are done", () => Task.FromResult(desk.Looked == 5), Patience);
        Assert.Equal([[0], [1, 2, 3], [4]], looks);
        Assert.NotNull(desk.Find("cam-2"));
    }

    [Theory]
    [InlineData(0.01, 4)]
    [InlineData(0.06, 3)]
    [InlineData(0.15, 1)]
    [InlineData(3, 1)]
    public void No_more_pictures_are_taken_together_than_fit_into_the_slice(double secondsEach, int pictures)
    {
        var slice = new SliceSize(TimeSpan.FromSeconds(0.2), 4);
        Assert.Equal(1, slice.Pictures);
        slice.Took(TimeSpan.FromSeconds(secondsEach), 1);
        slice.Took(TimeSpan.FromSeconds(secondsEach * 2), 2);
        Assert.Equal(pictures, slice.Pictures);
    }

    private static LookForObjects Gated(SemaphoreSlim gate, ConcurrentQueue<int> looked) => Each(jpeg =>
    {
        looked.Enqueue(jpeg[0]);
        gate.Wait();
        return [];
    });

    private static LookForObjects Each(Func<byte[], IReadOnlyList<SeenObject>?> look) => jpegs => [.. jpegs.Select(j => look(j.ToArray()))];
}
