using System.Text;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Observations;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private IngestHost _host = null!;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(_folder, _time);
        await _host.AddAsync("m1", "manhole-cover");
        await _host.AddAsync("car", "vehicle-terminal");
        await _host.AddAsync("cam", "camera");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("""{"values":{"tilt":}""", "bad_json")]
    [InlineData("hello", "bad_json")]
    [InlineData("", "bad_json")]
    [InlineData("""{"ts":1}""", "bad_json")]
    [InlineData("""{"values":[1]}""", "bad_json")]
    [InlineData("""{"ts":"today","values":{"tilt":1}}""", "bad_json")]
    [InlineData("""[{"values":{"tilt":1}}] x""", "bad_json")]
    [InlineData("""[1,2]""", "bad_json")]
    [InlineData("""{"values":{"tilt":{"x":1}}}""", "bad_json")]
    [InlineData("""{"values":{"tilt":"steep"}}""", "bad_json")]
    [InlineData("""{"values":{"tilt":NaN}}""", "value_not_finite")]
    [InlineData("""{"values":{"tilt": -Infinity}}""", "value_not_finite")]
    [InlineData("""{"values":{"tilt":"NaN"}}""", "value_not_finite")]
    [InlineData("""{"values":{"tilt":1e999}}""", "value_not_finite")]
    [InlineData("""{"values":{"tilt":181}}""", "out_of_range")]
    [InlineData("""{"values":{"tilt":-0.1}}""", "out_of_range")]
    public async Task Telemetry_that_cannot_be_used_is_set_aside_with_its_reason(string payload, string reason)
    {
        await _host.SendAsync("m1", "telemetry", payload);
        var letter = await LetterAsync("m1");
        Assert.Equal((reason, payload, (long)payload.Length), (letter.Reason, Encoding.UTF8.GetString(letter.Payload), letter.PayloadBytes));
        Assert.Empty(await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default));
    }

    [Theory]
    [InlineData("""{"lat":0,"lon":0}""", "position_zero")]
    [InlineData("""{"lat":91,"lon":116}""", "position_invalid")]
    [InlineData("""{"lat":39.9,"lon":-181}""", "position_invalid")]
    [InlineData("""{"lat":39.9}""", "position_invalid")]
    [InlineData("""{"lat":"NaN","lon":116}""", "position_invalid")]
    [InlineData("""{"lat":true,"lon":116}""", "bad_json")]
    public async Task A_position_that_is_none_is_set_aside_with_its_reason(string payload, string reason)
    {
        await _host.SendAsync("car", "position", payload);
        Assert.Equal(reason, (await LetterAsync("car")).Reason);
        Assert.Empty(_host.Hub.Moves);
    }

    [Theory]
    [InlineData(10.02 / 1440, "clock_skew")]
    [InlineData(3650, "clock_skew")]
    [InlineData(-3650, "clock_skew")]
    [InlineData(-401, "clock_skew")]
    public async Task A_clock_that_is_off_is_told_apart(double days, string reason)
    {
        var at = Now + (long)(days * 86_400_000);
        await _host.SendAsync("m1", "telemetry", $$$"""{"ts":{{{at}}},"values":{"tilt":1}}""");
        Assert.Equal(reason, (await LetterAsync("m1")).Reason);
    }

    [Fact]
    public async Task An_observation_from_before_a_long_outage_is_stored()
    {
        var at = Now - (399L * 86_400_000);
        await _host.SendAsync("m1", "telemetry", $$$"""{"ts":{{{at}}},"values":{"tilt":1}}""");
        await Eventually.TrueAsync(async () => (await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", at, at + 1), default)).Count == 1, "the old value is stored");
    }

    [Fact]
    public async Task More_samples_than_allowed_are_refused_whole()
    {
        var payload = "[" + string.Join(',', Enumerable.Range(0, 1_001).Select(i => $$$"""{"ts":{{{Now - i}}},"values":{"tilt":1}}""")) + "]";
        await _host.SendAsync("m1", "telemetry", payload);
        var letter = await LetterAsync("m1");
        Assert.Equal(("too_many_samples", 2_048), (letter.Reason, letter.Payload.Length));
        Assert.Empty(await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default));
    }

    [Fact]
    public async Task A_payload_too_large_for_its_topic_is_refused()
    {
        await _host.SendAsync("m1", "telemetry", new byte[600_000]);
        Assert.Equal("payload_too_large", (await LetterAsync("m1")).Reason);
    }

    [Theory]
    [InlineData("picture", "unknown_topic")]
    [InlineData("frame/now", "unknown_topic")]
    public async Task A_topic_outside_the_contract_is_refused(string level, string reason)
    {
        await _host.SendAsync("cam", level, "x");
        Assert.Equal(reason, (await LetterAsync("cam")).Reason);
    }

    [Fact]
    public async Task A_broken_jpeg_is_refused_and_a_whole_one_reaches_the_hub()
    {
        await _host.SendAsync("cam", $"frame/{Now}", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]);
        Assert.Equal("bad_jpeg", (await LetterAsync("cam")).Reason);

        byte[] whole = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 0xFF, 0xD9];
        await _host.SendAsync("cam", $"frame/{Now}", whole);
        var frame = Assert.Single(_host.Hub.Frames);
        Assert.Equal(("cam", Now), (frame.CameraId, frame.Timestamp));
        Assert.Equal(whole, frame.Jpeg.ToArray());
    }

    [Fact]
    public async Task Good_values_beside_a_bad_one_are_kept()
    {
        await _host.SendAsync("m1", "telemetry", $$$"""[{"ts":{{{Now}}},"values":{"tilt":3,"battery":"NaN"}},{"ts":{{{Now + 1}}},"values":{"tilt":500}},{"ts":{{{Now + 2}}},"values":{"tilt":4,"vendor_code":7}}]""");
        var letter = await LetterAsync("m1");
        Assert.Equal(("value_not_finite", 2), (letter.Reason, letter.Refused));
        Assert.Equal([3, 4], (await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default)).Select(p => p.Value));
        Assert.Single(await _host.Store.QueryAsync(new SeriesQuery("m1", "vendor_code", 0, long.MaxValue / 2), default));
    }

    [Fact]
    public async Task Time_may_stand_after_the_values_and_names_may_be_escaped()
    {
        await _host.SendAsync("m1", "telemetry", $$$"""{"values":{"\u0074ilt":3,"open":true,"note":null},"seq":5,"ts":{{{Now - 5}}}}""");
        await Eventually.True(() => _host.Board.Find("m1")?.Values.Count == 2, "two values");
        Assert.Equal(new MetricValue(Now - 5, 3, null), _host.Board.Find("m1")!.Values["tilt"]);
        Assert.Equal(1, _host.Board.Find("m1")!.Values["open"].Value);
    }

    [Fact]
    public async Task Observations_without_a_time_never_share_one()
    {
        await _host.SendAsync("m1", "telemetry", """[{"values":{"tilt":1}},{"values":{"tilt":2}}]""");
        await _host.SendAsync("m1", "telemetry", """{"values":{"tilt":3}}""");
        await Eventually.TrueAsync(async () => (await _host.Store.QueryAsync(new SeriesQuery("m1", "tilt", 0, long.MaxValue / 2), default)).Count == 3, "three values");
    }

    private async Task<Ingest.Observations.DeadLetter> LetterAsync(string device)
    {
        await Eventually.TrueAsync(async () => (await _host.Store.DeadLettersAsync(device, 10, default)).Count > 0, $"a dead letter of {device}");
        return Assert.Single(await _host.Store.DeadLettersAsync(device, 10, default));
    }
}
