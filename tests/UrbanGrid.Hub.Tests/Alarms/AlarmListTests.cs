using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Tests.Alarms;

public sealed class AlarmListTests : IAsyncLifetime
{
    private AlarmBench _bench = null!;

    public async Task InitializeAsync() => _bench = await AlarmBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_though_alarms_of_one_moment_lie_on_their_border()
    {
        for (var i = 0; i < 4; i++)
        {
            foreach (var rule in (string[])["tilt", "open", "battery"])
            {
                await _bench.TakeAsync(_bench.Alarm("mh-1", rule));
            }

            _bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        List<string> read = [];
        string? cursor = null;
        do
        {
            var query = AlarmQuery.Read(new AlarmQuery(), cursor, 5);
            var page = await _bench.List.ReadAsync(query, default);
            read.AddRange(page.Take(5).Select(a => a.Id));
            cursor = page.Count > 5 ? AlarmQuery.CursorAfter(page[4]) : null;
        }
        while (cursor is not null);

        Assert.Equal(await _bench.IdsAsync(new AlarmQuery { Limit = 100 }), read);
        Assert.Equal(12, read.Distinct().Count());
    }

    [Fact]
    public async Task Every_filter_narrows_the_list()
    {
        var tilt = _bench.Alarm("mh-1", severity: AlarmSeverity.Critical);
        await _bench.TakeAsync(tilt);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        var lamp = _bench.Alarm("lamp-1", "lamp_out");
        await _bench.TakeAsync(lamp);

        Assert.Equal([lamp.Id, tilt.Id], await _bench.IdsAsync(new AlarmQuery { State = "open" }));
        Assert.Equal([tilt.Id], await _bench.IdsAsync(new AlarmQuery { Severity = "critical" }));
        Assert.Equal([tilt.Id], await _bench.IdsAsync(new AlarmQuery { State = "open", Severity = "critical" }));
        Assert.Equal([lamp.Id], await _bench.IdsAsync(new AlarmQuery { Model = "lamp-controller" }));
        Assert.Equal([lamp.Id], await _bench.IdsAsync(new AlarmQuery { Rule = "lamp_out" }));
        Assert.Equal([tilt.Id], await _bench.IdsAsync(new AlarmQuery { Device = "mh-1", Rule = "tilt" }));
        Assert.Equal([tilt.Id], await _bench.IdsAsync(new AlarmQuery { Words = "设备 MH" }));
        Assert.Equal([lamp.Id], await _bench.IdsAsync(new AlarmQuery { Words = "Device lamp", State = "open" }));
        Assert.Equal([lamp.Id], await _bench.IdsAsync(new AlarmQuery { From = lamp.RaisedAt }));
        Assert.Equal([tilt.Id], await _bench.IdsAsync(new AlarmQuery { To = lamp.RaisedAt }));
        Assert.Empty(await _bench.IdsAsync(new AlarmQuery { Words = "nobody" }));
    }

    /// <summary>A page costs the rows on it when one index gives them in their order; a scan or a sort would cost all there are.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_read_from_one_place_of_one_index(AlarmQuery query, string index)
    {
        var plan = await _bench.PlanAsync(query);

        Assert.Contains(plan, step => step.Contains($"USING INDEX IX_alarm_register_{index}", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    public static TheoryData<AlarmQuery, string> Pages => new()
    {
        { new AlarmQuery(), "raised" },
        { new AlarmQuery { After = (1, "x") }, "raised (RaisedAt<?)" },
        { new AlarmQuery { State = "cleared" }, "raised" },
        { new AlarmQuery { State = "open" }, "open" },
        { new AlarmQuery { State = "active" }, "open" },
        { new AlarmQuery { State = "open", Severity = "critical", Rule = "tilt", Model = "manhole-cover" }, "open" },
        { new AlarmQuery { State = "open", After = (1, "x") }, "open" },
        { new AlarmQuery { Severity = "critical" }, "Severity (Severity=?)" },
        { new AlarmQuery { Model = "camera", Severity = "critical", After = (1, "x") }, "Model (Model=? AND RaisedAt<?)" },
        { new AlarmQuery { Rule = "tilt", Model = "camera", Severity = "critical", From = 1, To = 2 }, "Rule (Rule=? AND RaisedAt>? AND RaisedAt<?)" },
        { new AlarmQuery { Device = "mh-1", State = "open", Rule = "tilt" }, "DeviceId (DeviceId=?)" },
    };

    [Theory]
    [InlineData("nonsense", null, null, "state")]
    [InlineData(null, "terrible", null, "severity")]
    [InlineData(null, null, "yesterday", "cursor")]
    public void A_filter_that_means_nothing_is_refused_by_name(string? state, string? severity, string? cursor, string name)
    {
        var problem = Assert.Throws<ProblemException>(() => AlarmQuery.Read(new AlarmQuery { State = state, Severity = severity }, cursor, null));

        Assert.Equal(("invalid_value", name), (problem.Code, problem.Arguments[0]));
    }
}
