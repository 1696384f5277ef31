using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Tests.Alarms;

public sealed class AlarmRegisterTests : IAsyncLifetime
{
    private AlarmBench _bench = null!;

    public async Task InitializeAsync() => _bench = await AlarmBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task An_alarm_that_is_told_again_is_kept_once_with_what_people_did()
    {
        var alarm = _bench.Alarm("mh-1");
        await _bench.TakeAsync(alarm);
        await _bench.Register.AcknowledgeAsync([alarm.Id], "王受", "已派人", default);

        var again = await _bench.TakeAsync(alarm);

        Assert.Equal(("王受", "已派人"), (again.AcknowledgedBy, again.AcknowledgedNote));
        Assert.Equal([alarm.Id], await _bench.IdsAsync(new AlarmQuery()));
    }

    [Theory]
    [InlineData(false, false, "active")]
    [InlineData(true, false, "acknowledged")]
    [InlineData(false, true, "cleared")]
    [InlineData(true, true, "cleared")]
    public async Task Whether_it_holds_and_whether_somebody_has_seen_it_are_kept_apart(bool seen, bool ended, string state)
    {
        var alarm = _bench.Alarm("mh-1");
        await _bench.TakeAsync(alarm);
        if (seen)
        {
            await _bench.Register.AcknowledgeAsync([alarm.Id], "王受", null, default);
        }

        if (ended)
        {
            await _bench.ClearAsync(alarm);
        }

        var kept = (await _bench.Register.FindAsync(alarm.Id, default))!;
        Assert.Equal((seen, ended), (kept.AcknowledgedAt is not null, kept.ClearedAt is not null));
        Assert.Equal([alarm.Id], await _bench.IdsAsync(new AlarmQuery { State = state }));
    }

    [Fact]
    public async Task The_first_of_two_who_acknowledge_is_kept()
    {
        var alarm = _bench.Alarm("mh-1");
        await _bench.TakeAsync(alarm);
        await _bench.Register.AcknowledgeAsync([alarm.Id], "王受", null, default);

        var second = await _bench.Register.AcknowledgeAsync([alarm.Id], "李值", "我也看到了", default);

        Assert.Equal(("王受", null), (second[0].AcknowledgedBy, second[0].AcknowledgedNote));
    }

    [Fact]
    public async Task Of_many_alarms_none_is_acknowledged_if_one_does_not_exist()
    {
        var alarm = _bench.Alarm("mh-1");
        await _bench.TakeAsync(alarm);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => _bench.Register.AcknowledgeAsync([alarm.Id, "nothing"], "王受", null, default));

        Assert.Equal("not_found", problem.Code);
        Assert.Null((await _bench.Register.FindAsync(alarm.Id, default))!.AcknowledgedAt);
    }

    [Fact]
    public async Task A_group_outage_that_grows_is_one_alarm_with_all_its_devices()
    {
        var alarm = _bench.Alarm("lamp-1", members: ["lamp-1", "lamp-2", "lamp-3"]);
        await _bench.TakeAsync(alarm);

        var grown = await _bench.TakeAsync(alarm with { Members = ["lamp-1", "lamp-2", "lamp-3", "lamp-4"], Severity = AlarmSeverity.Critical });

        Assert.Equal(["lamp-1", "lamp-2", "lamp-3", "lamp-4"], grown.Members);
        Assert.Equal("critical", grown.Severity);
    }

    [Fact]
    public async Task What_a_rule_expected_is_kept_with_what_was_read()
    {
        var alarm = _bench.Alarm("mh-1") with { Readings = [new AlarmReading("water_level", 1.4, null, "m", 0.3, 0.1, 0.6)] };
        await _bench.TakeAsync(alarm);

        var reading = Assert.Single((await _bench.Register.FindAsync(alarm.Id, default))!.Readings);

        Assert.Equal((0.3, 0.1, 0.6), (reading.Expected, reading.BandLow, reading.BandHigh));
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten_and_what_holds_never()
    {
        var (old, lasting) = (_bench.Alarm("mh-1"), _bench.Alarm("mh-2"));
        await _bench.TakeAsync(old);
        await _bench.TakeAsync(lasting);
        await _bench.ClearAsync(old);
        _bench.Time.Advance(TimeSpan.FromDays(400));
        var recent = _bench.Alarm("mh-1");
        await _bench.TakeAsync(recent);
        await _bench.ClearAsync(recent);

        Assert.Equal(1, await _bench.Register.ForgetAsync(_bench.Now - 1, default));
        Assert.Equal([recent.Id, lasting.Id], await _bench.IdsAsync(new AlarmQuery()));
    }

    [Fact]
    public async Task Open_alarms_are_counted_by_what_matters()
    {
        var critical = _bench.Alarm("mh-1", severity: AlarmSeverity.Critical);
        var minor = _bench.Alarm("mh-1", "battery", AlarmSeverity.Minor);
        var over = _bench.Alarm("mh-2");
        foreach (var alarm in (Alarm[])[critical, minor, over])
        {
            await _bench.TakeAsync(alarm);
        }

        await _bench.ClearAsync(over);
        await _bench.Register.AcknowledgeAsync([minor.Id], "王受", null, default);
        _bench.OpenCases["lamp-1"] = "2026-1";
        await _bench.TakeAsync(_bench.Alarm("lamp-1", "lamp_out"));

        Assert.Equal(new AlarmCounts(2, 1, 1, 1, 1, 1), await _bench.List.CountAsync(default));
    }
}
