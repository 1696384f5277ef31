using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Mirror;

/// <summary>The mirror into a real time series database that takes InfluxDB's writes.</summary>
public sealed class VictoriaMetricsTests : IDisposable
{
    private const string Program = "/usr/bin/victoria-metrics";
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly HttpClient _http = new();
    private Process? _server;

    public void Dispose()
    {
        _http.Dispose();
        if (_server is not null)
        {
            _server.Kill();
            _server.WaitForExit();
            _server.Dispose();
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task What_was_stored_while_the_mirror_was_away_and_after_is_found_there()
    {
        Skip.IfNot(File.Exists(Program), "Skipped: needs the program victoria-metrics, which is not installed here (apt-get install victoria-metrics).");
        await using var host = await IngestHost.StartAsync(_folder, adjust: o => o with
        {
            Mirror = new MirrorOptions
            {
                Url = new Uri($"http://127.0.0.1:{_port}"), Organisation = "city", Bucket = "lamps", Token = "any",
                ShortestPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromMilliseconds(500),
            },
        });
        await host.AddAsync("lamp-1", "generic");
        var begin = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 3_600_000;
        await SendAsync(host, begin, 0, 50);
        await Eventually.True(() => host.Get<MirrorHealth>().Problem is not null, "the mirror is away");

        _server = Process.Start(new ProcessStartInfo(
            Program, [$"-httpListenAddr=127.0.0.1:{_port}", $"-storageDataPath={_folder.File("vm")}", "-retentionPeriod=12"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        await SendAsync(host, begin, 50, 50);

        await Wait.UntilAsync("all values are found in the mirror", async () => (await ExportAsync("telemetry_x")).Count == 100, TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), await ExportAsync("telemetry_x"));
        await Eventually.True(() => host.Get<MirrorHealth>().Problem is null, "the mirror is well");
    }

    private static async Task SendAsync(IngestHost host, long begin, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await host.SendAsync("lamp-1", "telemetry", $$$"""{"ts":{{{begin + (i * 1_000)}}},"values":{"x":{{{i}}}}}""");
        }

        await Eventually.TrueAsync(
            async () => (await host.Store.QueryAsync(new SeriesQuery("lamp-1", "x", 0, long.MaxValue / 2), default)).Count == from + count, "the values are stored");
    }

    /// <summary>Values of a metric in the order of time; empty while the server does not answer.</summary>
    private async Task<List<double>> ExportAsync(string metric)
    {
        try
        {
            await _http.GetAsync($"http://127.0.0.1:{_port}/internal/force_flush");
            var text = await _http.GetStringAsync($"http://127.0.0.1:{_port}/api/v1/export?match[]={metric}");
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement);
            return [.. lines.SelectMany(l => l.GetProperty("timestamps").EnumerateArray().Zip(l.GetProperty("values").EnumerateArray()))
                .OrderBy(p => p.First.GetInt64()).Select(p => p.Second.GetDouble())];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }
}
