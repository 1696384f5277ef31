using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>How fast the console draws the moving vehicles of a hub.</summary>
/// <param name="Vehicles">Vehicles on the map while it was measured.</param>
/// <param name="Renderer">What draws: a graphics card, or the processor in its stead (SwiftShader).</param>
/// <param name="FrameMedianMs">Time from one picture to the next, median.</param>
/// <param name="FrameP95Ms">The same, 95th percentile.</param>
/// <param name="FrameWorstMs">The longest.</param>
/// <param name="DrawsPerSecond">Pictures in which the vehicles were drawn anew.</param>
/// <param name="ScriptMsPerSecond">Time that the page's scripts take of each second, all of them: reading the push, the list, the map.</param>
/// <param name="HeapMb">What the page's scripts hold, MB.</param>
internal sealed record BrowserFramesReport(
    int Vehicles, string Renderer, double FrameMedianMs, double FrameP95Ms, double FrameWorstMs, double DrawsPerSecond, double ScriptMsPerSecond, double HeapMb);

/// <summary>
/// <c>bench frames --url http://… --user … --password … [--view lon,lat,zoom] [--seconds N]</c>: opens the real console in
/// Chromium, on a map that shows the vehicles as points and not as bubbles, and measures its pictures.
/// </summary>
internal static class BrowserFrames
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>The vehicles are the only thing on the page that is drawn instanced, so its calls count their pictures.</summary>
    private const string CountDraws = """
        window.vehicleDraws = 0
        const draw = WebGL2RenderingContext.prototype.drawArraysInstanced
        WebGL2RenderingContext.prototype.drawArraysInstanced = function (...call) { window.vehicleDraws++; return draw.apply(this, call) }
        """;

    private const string CollectFrames = """
        seconds => new Promise(done => {
          const times = [], draws = window.vehicleDraws, begin = performance.now()
          let last = begin
          const step = now => {
            times.push(now - last)
            last = now
            if (now - begin < seconds * 1000) requestAnimationFrame(step)
            else done({ times: times.slice(1), draws: window.vehicleDraws - draws, span: now - begin })
          }
          requestAnimationFrame(step)
        })
        """;

    private const string ReadRenderer = """
        () => {
          const gl = document.createElement('canvas').getContext('webgl2')
          const info = gl && gl.getExtension('WEBGL_debug_renderer_info')
          return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'none'
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The command.</summary>
    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        if (Option("--url") is not { } url || Option("--user") is not { } user || Option("--password") is not { } password)
        {
            await Console.Error.WriteLineAsync("Say which hub: --url http://host:port --user NAME --password TEXT [--view lon,lat,zoom] [--seconds N] [--at-least VEHICLES]");
            Environment.ExitCode = 2;
            return;
        }

        var seconds = int.Parse(Option("--seconds") ?? "10", CultureInfo.InvariantCulture);
        var atLeast = int.Parse(Option("--at-least") ?? "1", CultureInfo.InvariantCulture);
        var report = await MeasureAsync(new Uri(url), user, password, Option("--view"), seconds, atLeast, cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                bench = "frames", vehicles = report.Vehicles, renderer = report.Renderer, frame_ms_median = report.FrameMedianMs, frame_ms_p95 = report.FrameP95Ms,
                frame_ms_worst = report.FrameWorstMs, vehicle_draws_per_s = report.DrawsPerSecond, script_ms_per_s = report.ScriptMsPerSecond, heap_mb = report.HeapMb,
            }));
    }

    /// <summary>Signs in, waits until the vehicles are on the map, and measures.</summary>
    /// <param name="hub">Address of the hub.</param>
    /// <param name="user">Who looks.</param>
    /// <param name="password">Their password.</param>
    /// <param name="view">Middle and zoom of the map, <c>lon,lat,zoom</c>; null for the whole city. From zoom 12.5 on vehicles are points.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="atLeast">Vehicles that have to be on the map first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<BrowserFramesReport> MeasureAsync(
        Uri hub, string user, string password, string? view, int seconds, int atLeast, CancellationToken cancellationToken)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en" });
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        await page.AddInitScriptAsync(CountDraws);
        await page.GotoAsync(new Uri(hub, "/sign-in").ToString());
        await page.GetByTestId("sign-in-user").FillAsync(user);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.GetByTestId("user-menu").WaitForAsync();
        await page.GotoAsync(new Uri(hub, view is null ? "/" : $"/?view={Uri.EscapeDataString(view)}").ToString());
        await page.WaitForFunctionAsync("wanted => Number(document.querySelector('.vehicle-points')?.dataset.vehicles ?? 0) >= wanted", atLeast);
        cancellationToken.ThrowIfCancellationRequested();

        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Performance.enable");
        var before = await MetricsAsync(devtools);
        var frames = await page.EvaluateAsync<JsonElement>(CollectFrames, seconds);
        var after = await MetricsAsync(devtools);

        var times = frames.GetProperty("times").EnumerateArray().Select(t => t.GetDouble()).Order().ToList();
        var span = frames.GetProperty("span").GetDouble() / 1000;
        return new BrowserFramesReport(
            int.Parse(await page.Locator(".vehicle-points").GetAttributeAsync("data-vehicles") ?? "0", CultureInfo.InvariantCulture),
            await page.EvaluateAsync<string>(ReadRenderer),
            At(times, 0.5), At(times, 0.95), At(times, 1),
            Math.Round(frames.GetProperty("draws").GetDouble() / span, 1),
            Math.Round((after["ScriptDuration"] - before["ScriptDuration"]) * 1000 / span, 1),
            Math.Round(after["JSHeapUsedSize"] / 1e6, 1));
    }

    private static async Task<Dictionary<string, double>> MetricsAsync(ICDPSession devtools)
    {
        var answer = await devtools.SendAsync("Performance.getMetrics");
        return answer!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble(), StringComparer.Ordinal);
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], 1);
}
