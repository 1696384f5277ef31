using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Tests.Rules;

/// <summary>Lamps that fail together are one alarm.</summary>
public sealed class GroupTests
{
    private const long Minute = 60_000;

    private readonly GroupBoard _board = new();
    private readonly AlarmNews _news = new();
    private readonly Dictionary<string, DeviceState> _devices = [];

    [Fact]
    public void Three_lamps_in_a_row_are_one_alarm_and_none_of_their_own_is_told()
    {
        Circuit("c1", 10);
        Fail("lamp-4", 0);
        Fail("lamp-6", 5_000);
        Assert.Empty(Told());
        Fail("lamp-5", 10_000);
        var group = Assert.Single(Told());
        Assert.Equal(("group_outage", "lamp-4", "component/0137", 0L), (group.Rule, group.DeviceId, group.Category, group.StartedAt));
        Assert.Equal(["lamp-4", "lamp-5", "lamp-6"], group.Members);
        Pass(10 * Minute);
        Assert.Empty(Told());
    }

    [Fact]
    public void Three_lamps_here_and_there_are_three_alarms()
    {
        Circuit("c1", 10);
        Fail("lamp-1", 0);
        Fail("lamp-4", 0);
        Fail("lamp-8", 0);
        Pass(Minute);
        Assert.Equal(["lamp-1", "lamp-4", "lamp-8"], Told().Select(a => a.DeviceId).Order());
    }

    [Fact]
    public void More_than_a_third_of_a_circuit_is_one_alarm_wherever_they_stand()
    {
        Circuit("c1", 10);
        foreach (var number in (int[])[1, 4, 6, 9])
        {
            Fail($"lamp-{number}", number);
        }

        Assert.Equal(["lamp-1", "lamp-4", "lamp-6", "lamp-9"], Assert.Single(Told()).Members);
    }

    [Fact]
    public void A_lamp_that_was_told_alone_ends_when_its_group_begins()
    {
        Circuit("c1", 10);
        Fail("lamp-4", 0);
        Pass(Minute);
        var alone = Assert.Single(Told());
        Fail("lamp-5", 2 * Minute);
        Fail("lamp-6", 2 * Minute);
        var news = Told();
        Assert.Equal("group_outage", news[0].Rule);
        Assert.Equal((alone.Id, news[0].Id), (news[1].Id, news[1].PartOf));
        Assert.NotNull(news[1].ClearedAt);
        Assert.Equal(2, news.Count);
    }

    [Fact]
    public void A_lamp_that_fails_later_joins_and_the_alarm_ends_with_the_last()
    {
        Circuit("c1", 20);
        Fail("lamp-4", 0);
        Fail("lamp-5", 0);
        Fail("lamp-6", 0);
        var group = Assert.Single(Told());
        Fail("lamp-15", 10 * Minute);
        Assert.Equal((group.Id, 4), (Told().Single() is var more ? more.Id : "", more.Members.Count));
        foreach (var number in (int[])[4, 5, 6])
        {
            Repair($"lamp-{number}", 20 * Minute);
        }

        Assert.Empty(Told());
        Repair("lamp-15", 30 * Minute);
        Assert.Equal((group.Id, 30 * Minute), (Told().Single() is var end ? end.Id : "", end.ClearedAt!.Value));
    }

    [Fact]
    public void Failures_of_different_days_have_different_causes()
    {
        Circuit("c1", 10);
        Fail("lamp-4", 0);
        Fail("lamp-5", 24 * 60 * Minute);
        Fail("lamp-6", 48 * 60 * Minute);
        Pass(50 * 60 * Minute);
        Assert.Equal(3, Told().Count);
    }

    [Fact]
    public void A_cabinet_without_power_stands_for_its_whole_circuit_at_once()
    {
        Circuit("c1", 10);
        Add("cabinet", "lamp-cabinet", """{"circuit":"c1"}""");
        Raise(_devices["cabinet"], "power_loss", 0);
        var group = Assert.Single(Told());
        Assert.Equal(("group_outage", "cabinet"), (group.Rule, group.DeviceId));
        Fail("lamp-9", Minute);
        Assert.Equal(["cabinet", "lamp-9"], Assert.Single(Told()).Members);
    }

    [Fact]
    public void Without_a_circuit_neighbours_within_sixty_metres_make_a_group()
    {
        for (var number = 1; number <= 6; number++)
        {
            // 40 m apart, but the last three stand 400 m away.
            var metres = (number * 40) + (number > 3 ? 400 : 0);
            Add($"lamp-{number}", "lamp-controller", "{}", new GeoPoint(31.3, 120.6 + (metres / 95_000d)));
        }

        Fail("lamp-2", 0);
        Fail("lamp-3", 0);
        Fail("lamp-4", 0);
        Assert.Empty(Told());
        Fail("lamp-1", 0);
        Assert.Equal(["lamp-1", "lamp-2", "lamp-3"], Assert.Single(Told()).Members);
    }

    [Fact]
    public void A_lamp_that_recovers_while_it_is_held_back_is_history_alone()
    {
        Circuit("c1", 10);
        Fail("lamp-4", 0);
        Repair("lamp-4", 10_000);
        Pass(Minute);
        Assert.NotNull(Assert.Single(Told()).ClearedAt);
    }

    [Fact]
    public void What_was_kept_of_a_group_is_a_group_again_after_a_restart()
    {
        Circuit("c1", 10);
        Fail("lamp-4", 0);
        Fail("lamp-5", 0);
        Fail("lamp-6", 0);
        var group = Assert.Single(_news.Told);
        var parts = _news.Kept.Where(a => a.PartOf == group.Id).ToList();
        Assert.Equal(3, parts.Count);

        var again = new GroupBoard();
        foreach (var device in _devices.Values)
        {
            var restored = new DeviceState(device.Device, Models.Find(device.Device.Model)!, RuleBench.City);
            if (parts.Find(p => p.DeviceId == device.Device.Id) is { } part)
            {
                restored.Rules.States.Single(r => r.Rule.Key == part.Rule).Restore(part, 0);
            }

            restored.RestoredGroup = device.Device.Id == group.DeviceId ? group : null;
            again.Place(restored, 0, _news);
        }

        Assert.Equal(group.Id, Assert.Single(again.Outages).Id);
        Assert.All(parts, part => Assert.True(again.Hides(part)));
    }

    private static DeviceModels Models { get; } = DeviceModels.Load(null);

    private void Circuit(string name, int lamps)
    {
        for (var number = 1; number <= lamps; number++)
        {
            Add($"lamp-{number}", "lamp-controller", $$"""{"circuit":"{{name}}","circuit_order":{{number}}}""");
        }
    }

    private void Add(string id, string model, string attributes, GeoPoint? place = null)
    {
        var device = RuleBench.Registered(model, attributes, id) with { GridCode = "g", Place = place };
        _devices[id] = new DeviceState(device, Models.Find(model)!, RuleBench.City);
        _board.Place(_devices[id], 0, _news);
    }

    private void Fail(string lamp, long at)
    {
        Pass(at);
        Raise(_devices[lamp], "lamp_out", at);
    }

    private void Raise(DeviceState device, string rule, long at)
    {
        var before = _news.Told.Count;
        var alarm = device.Rules.States.Single(r => r.Rule.Key == rule).Rule.Raise(device, at, Instant.Now(at));
        device.TrackDetection(alarm);
        _news.Told.Add(alarm);
        _board.Sift(device, at, _news, before);
    }

    private void Repair(string lamp, long at)
    {
        Pass(at);
        var before = _news.Told.Count;
        var alarm = _devices[lamp].ActiveAlarms.Single();
        _news.Told.Add(alarm with { ClearedAt = at });
        _devices[lamp].TrackDetection(alarm with { ClearedAt = at });
        _board.Sift(_devices[lamp], at, _news, before);
    }

    private void Pass(long until) => _board.Advance(until, _news);

    private List<Alarm> Told()
    {
        var told = _news.Told.ToList();
        _news.Clear();
        return told;
    }
}
