using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Mirror;

/// <summary>The mirror of a real ingest, against a server in trouble.</summary>
public sealed class MirrorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_committed_is_mirrored_with_the_token_organisation_and_bucket()
    {
        await using var influx = await InfluxStub.StartAsync();
        await using var host = await StartAsync(influx.Url);
        await host.AddAsync("m1", "generic");
        await SendAsync(host, 3);
        await AwaitAsync(() => influx.Taken.Count == 3, "three lines arrived");

        Assert.StartsWith("telemetry,device=m1,model=generic x=0 ", influx.Taken.First(), StringComparison.Ordinal);
        Assert.True(influx.Requests.TryPeek(out var request));
        Assert.Equal(("Token secret", "?org=city&bucket=street%20lamps&precision=ms"), (request.Authorization, request.Query));
    }

    [Fact]
    public async Task A_mirror_that_is_away_holds_nothing_up_and_catches_up_after_a_restart_of_the_hub()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using (var host = await StartAsync(url))
        {
            await host.AddAsync("m1", "generic");
            await SendAsync(host, 20);
            await AwaitAsync(() => host.Get<MirrorHealth>().Problem is not null, "health says that the mirror is away");
        }

        await using var influx = await InfluxStub.StartAsync();
        await using var again = await StartAsync(influx.Url);
        await AwaitAsync(() => influx.Taken.Count >= 20, "everything arrived");
        Assert.Equal(20, influx.Taken.Distinct().Count());
        Assert.Null(again.Get<MirrorHealth>().Problem);
    }

    [Fact]
    public async Task A_mirror_that_refuses_the_token_is_told_on_health_without_the_token_and_asked_again_slowly()
    {
        await using var influx = await InfluxStub.StartAsync();
        influx.Answer = _ => (401, """{"code":"unauthorized"}""", null);
        await using var host = await StartAsync(influx.Url);
        await host.AddAsync("m1", "generic");
        await SendAsync(host, 1);
        await AwaitAsync(() => host.Get<MirrorHealth>().Problem is not null, "health says so");
        Assert.Contains("401", host.Get<MirrorHealth>().Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", host.Get<MirrorHealth>().Problem, StringComparison.Ordinal);

        influx.Answer = _ => null;
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(influx.Requests);
        await AwaitAsync(() => Advance(TimeSpan.FromSeconds(1)) && influx.Taken.Count == 1, "it is asked again after a minute");
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_halved_until_it_is_taken()
    {
        await using var influx = await InfluxStub.StartAsync();
        influx.Answer = lines => lines.Length > 3 ? (413, "too large", null) : null;
        await using var host = await StartAsync(influx.Url);
        await host.AddAsync("m1", "generic");
        await SendAsync(host, 40);
        await AwaitAsync(() => influx.Taken.Count == 40, "all lines arrived");
        Assert.Equal(40, influx.Taken.Distinct().Count());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_mirror_that_asks_for_a_pause_gets_it(int status)
    {
        await using var influx = await InfluxStub.StartAsync();
        influx.Answer = _ => (status, "busy", "30");
        await using var host = await StartAsync(influx.Url);
        await host.AddAsync("m1", "generic");
        await SendAsync(host, 1);
        await AwaitAsync(() => host.Get<MirrorHealth>().Problem is not null, "it was told to wait");

        influx.Answer = _ => null;
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(influx.Requests);
        await AwaitAsync(() => Advance(TimeSpan.FromSeconds(1)) && influx.Taken.Count == 1, "it is asked again after 30 s");
    }

    [Fact]
    public async Task A_line_the_mirror_cannot_read_is_left_out_and_all_others_arrive()
    {
        await using var influx = await InfluxStub.StartAsync();
        influx.Answer = lines => lines.Any(l => l.Contains(" x=7 ", StringComparison.Ordinal)) ? (400, """{"message":"unable to parse"}""", null) : null;
        await using var host = await StartAsync(influx.Url);
        await host.AddAsync("m1", "generic");
        await SendAsync(host, 20);
        await AwaitAsync(() => influx.Taken.Count == 19, "all but one arrived");
    }

    [Fact]
    public async Task Points_a_partial_write_left_out_are_not_sent_again()
    {
        await using var influx = await InfluxStub.StartAsync();
        influx.Answer = _ => (400, """{"message":"partial write: field type conflict dropped=1"}""", null);
        await using var host = await StartAsync(influx.Url);
        await host.AddAsync("m1", "generic");
        await SendAsync(host, 1);
        await AwaitAsync(() => host.Get<MirrorHealth>().Problem is not null, "it was told");
        await AwaitAsync(() => host.Get<MirrorSpool>().Backlog == 0, "nothing waits");
        Assert.Single(influx.Requests);
    }

    private Task<IngestHost> StartAsync(Uri url) => IngestHost.StartAsync(_folder, _time, o => o with
    {
        Mirror = new MirrorOptions { Url = url, Organisation = "city", Bucket = "street lamps", Token = "secret" },
    });

    private async Task SendAsync(IngestHost host, int values)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < values; i++)
        {
            await host.SendAsync("m1", "telemetry", $$$"""{"ts":{{{now + i}}},"values":{"x":{{{i}}}}}""");
        }

        await Eventually.TrueAsync(
            async () => (await host.Store.QueryAsync(new SeriesQuery("m1", "x", 0, now + values), default)).Count == values, "the values are stored");
    }

    private bool Advance(TimeSpan by)
    {
        _time.Advance(by);
        return true;
    }

    private Task AwaitAsync(Func<bool> condition, string what) => Eventually.True(condition, what, _time);
}
