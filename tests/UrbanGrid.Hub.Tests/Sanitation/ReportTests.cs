using System.Text;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Reports;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Sanitation;

/// <summary>The daily report, reckoned by hand, on both kinds of store.</summary>
public sealed class ReportTests
{
    private static readonly WorkPlan Sweep = WorkBench.Street(p => p with { Department = "sanitation", Hours = [new WorkHours("05:00", "07:00")] });

    private static readonly WorkPlan Collect = WorkBench.Street(p => p with
    {
        Id = "collect", Kind = "collection", Department = "sanitation", Routes = [], Stops = [WorkBench.Stop("甲", 0, 0, "T1"), WorkBench.Stop("乙", 500, 0, "T2")],
    });

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_tells_what_the_tracks_and_events_of_the_day_prove(bool onServer)
    {
        await using var bench = await StartAsync(onServer);

        var report = await bench.Reports.GetAsync(WorkBench.Monday, default);

        // 100 m in time, 60 m after seven, 40 m not at all; one stop of two; 120.5 kg; one vehicle, driven 100 + 60 m.
        var sweep = report.Plans.Single(p => p.Row.PlanId == "street").Row;
        Assert.Equal((200, 100, 60, 40), (
            (int)Math.Round(sweep.Figures.Streets.Planned), (int)Math.Round(sweep.Figures.Streets.InTime), (int)Math.Round(sweep.Figures.Streets.Late),
            (int)Math.Round(sweep.Figures.Streets.Missed)));
        Assert.Equal((0.8, 0.5), (Math.Round(sweep.Figures.Coverage!.Value, 3), Math.Round(sweep.Figures.InTimeShare!.Value, 3)));
        var department = Assert.Single(report.Departments);
        Assert.Equal(("sanitation", 2, 1), (department.Department, department.Plans, department.Vehicles));
        Assert.Equal((2, 1, 1), (department.Figures.Stops.Planned, department.Figures.Stops.InTime, department.Figures.Bins));
        Assert.Equal(120.5, department.Figures.WeightKg);
        Assert.Equal(160, department.DrivenM, 0);
        Assert.All(report.Plans, p => Assert.False(p.Kept));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_finished_day_is_kept_and_reads_the_same_when_its_plan_has_changed_or_is_gone(bool onServer)
    {
        await using var bench = await StartAsync(onServer);
        Assert.Equal(0, await bench.Reports.KeepFinishedAsync(default));

        bench.Time.Advance(TimeSpan.FromHours(16));
        Assert.Equal(2, await bench.Reports.KeepFinishedAsync(default));
        Assert.Equal(0, await bench.Reports.KeepFinishedAsync(default));
        await bench.Plans.ChangeAsync(Sweep with { Routes = [WorkBench.Route("别处", (0, 5000), (200, 5000))] }, "x", default);
        await bench.Plans.DeleteAsync("collect", default);

        var report = await bench.Reports.GetAsync(WorkBench.Monday, default);
        Assert.All(report.Plans, p => Assert.True(p.Kept));
        Assert.Equal((160, 120.5), (Math.Round(report.Total.Figures.Streets.Covered), report.Total.Figures.WeightKg));
    }

    [Fact]
    public async Task Fixes_that_came_late_are_in_it_once_it_is_found_out_anew()
    {
        await using var bench = await StartAsync(onServer: false);
        bench.Time.Advance(TimeSpan.FromHours(16));
        await bench.Reports.KeepFinishedAsync(default);
        await bench.DriveAsync((160, 0), (200, 0), "06:30");

        Assert.Equal(160, Math.Round((await bench.Reports.GetAsync(WorkBench.Monday, default)).Total.Figures.Streets.Covered));
        Assert.Equal(200, Math.Round((await bench.Reports.RecomputeAsync(WorkBench.Monday, default)).Total.Figures.Streets.Covered));
        Assert.Equal(200, Math.Round((await bench.Reports.GetAsync(WorkBench.Monday, default)).Total.Figures.Streets.Covered));
    }

    [Fact]
    public async Task Nobody_missed_what_was_not_planned_on_that_day()
    {
        await using var bench = await StartAsync(onServer: false);
        var sunday = WorkBench.Monday.AddDays(-1);
        Assert.Empty((await bench.Reports.GetAsync(sunday, default)).Plans);

        await bench.Plans.AddAsync(WorkBench.Street(p => p with { Id = "new", Days = [1, 2, 3, 4, 5, 6, 7], ValidFrom = WorkBench.Monday }), null, default);
        Assert.Empty((await bench.Reports.GetAsync(sunday, default)).Plans);
    }

    [Fact]
    public async Task A_day_that_has_not_begun_is_refused()
    {
        await using var bench = await StartAsync(onServer: false);
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => bench.Reports.GetAsync(WorkBench.Monday.AddDays(2), default));
        Assert.Equal("day_ahead", refusal.Code);
    }

    [Fact]
    public async Task As_a_table_it_has_a_row_a_plan_one_a_department_and_one_of_all()
    {
        await using var bench = await StartAsync(onServer: false);
        var sheet = ReportSheet.Of(await bench.Reports.GetAsync(WorkBench.Monday, default), _ => new LocalText("环卫所", "Sanitation Office"), Language.English);

        var lines = Encoding.UTF8.GetString(sheet.ToCsv()).Split("\r\n");
        Assert.StartsWith("\uFEFF\"Plan\",\"Kind of work\",\"Department\",\"Planned km\"", lines[0], StringComparison.Ordinal);
        Assert.Equal("\"A street\",\"Mechanical sweeping\",\"Sanitation Office\",0.20,0.16,0.06,80.0%,50.0%,0,0,0,0,0,0,0.000,1,0.16", lines[2]);
        Assert.Equal("\"Total\",,,0.20,0.16,0.06,80.0%,50.0%,0,0,2,1,1,1,0.121,1,0.16", lines[4]);
        Assert.Equal("PK", Encoding.ASCII.GetString((await sheet.ToXlsxAsync(default)).AsSpan(0, 2)));
    }

    /// <summary>Half an hour after midnight; in the morning before: half the street at six, 60 m more at eight, a bin at nine.</summary>
    private static async Task<WorkBench> StartAsync(bool onServer)
    {
        var bench = await WorkBench.StartAsync(onServer ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null, "24:30");
        await bench.Plans.AddAsync(Sweep, null, default);
        await bench.Plans.AddAsync(Collect, null, default);
        await bench.DriveAsync((0, 0), (100, 0), "06:00");
        await bench.DriveAsync((100, 0), (160, 0), "08:00");
        await bench.BinAsync("T1", "09:00", 120.5);
        return bench;
    }
}
