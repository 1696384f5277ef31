using System.Globalization;
using System.Net;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Tests.Cases;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Evaluation;

[Collection(nameof(OneHub))]
public sealed class AnalysisTests(HubUnderTest hub) : IDisposable
{
    private readonly LawWalk _walk = new(hub);

    private static string Today => TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Cases_of_today_are_seen_in_each_analysis()
    {
        for (var i = 0; i < 3; i++)
        {
            await _walk.ToAsync(CaseStates.PendingFiling);
        }

        using var leader = await hub.SignInAsync("leader");
        var days = $"from={Today}&to={Today}";

        var trend = await leader.GetAsync($"/evaluation/trend?{days}&step=day");
        var rhythm = await leader.GetAsync($"/evaluation/rhythm?{days}");
        var spots = await leader.GetAsync($"/evaluation/hotspots?{days}&cell=500");
        var again = await leader.GetAsync($"/evaluation/recurrence?{days}&times=3&days=30");

        Assert.True((int)trend["counts"]!["reported"]![0]! >= 3);
        Assert.Equal("day", (string?)trend["step"]);
        Assert.Equal((7, 24), (rhythm["hours"]!.AsArray().Count, rhythm["hours"]![0]!.AsArray().Count));
        Assert.Equal(4, spots["spots"]![0]!["bounds"]!.AsArray().Count);
        Assert.NotEmpty(again["places"]![0]!["suggestions"]!.AsArray());
    }

    [Theory]
    [InlineData("/evaluation/trend?step=year")]
    [InlineData("/evaluation/trend?counts=luck")]
    [InlineData("/evaluation/hotspots?cell=1")]
    [InlineData("/evaluation/recurrence?times=1")]
    public async Task What_cannot_be_analysed_is_refused(string path)
    {
        using var leader = await hub.SignInAsync("leader");
        await leader.GetAsync($"{path}&from={Today}&to={Today}", HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("trend")]
    [InlineData("rhythm")]
    [InlineData("hotspots")]
    [InlineData("recurrence")]
    [InlineData("schemes")]
    [InlineData("collectors")]
    public async Task Who_does_not_evaluate_sees_none_of_it(string what)
    {
        using var collector = await hub.SignInAsync("collector");
        await collector.GetAsync($"/evaluation/{what}?from={Today}&to={Today}", HttpStatusCode.Forbidden);
    }

    public void Dispose() => _walk.Dispose();
}
