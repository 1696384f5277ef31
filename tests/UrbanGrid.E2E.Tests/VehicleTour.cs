using Microsoft.Playwright;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>The vehicles in a browser, on the demo city: live map, replay, geofences, reports.</summary>
[Collection(nameof(DemoCity))]
public sealed class VehicleTour(DemoCity city)
{
    [SkippableFact]
    public async Task A_vehicle_is_found_followed_on_the_live_map_and_replayed()
    {
        await using var browser = await Browser.StartAsync();
        var dispatcher = await browser.SignInAsync(city, "dispatcher");
        var page = dispatcher.Page;
        await VehiclesMovedAsync();

        await dispatcher.GoAsync("/");
        await page.WaitForFunctionAsync("() => Number(document.querySelector('.vehicle-points')?.dataset.vehicles ?? 0) >= 5");
        await page.GetByTestId("side-vehicles").ClickAsync();
        await page.GetByTestId("kind-muck").ClickAsync();
        await Assertions.Expect(page.GetByTestId("vehicle-veh-01")).ToHaveCountAsync(0);
        await page.GetByTestId("vehicle-veh-05").ClickAsync();
        await Assertions.Expect(page.GetByTestId("vehicle-card")).ToContainTextAsync("JH-05");
        await page.GetByTestId("kind-muck").ClickAsync();
        await page.GetByTestId("follow").ClickAsync();
        await page.GetByTestId("following").WaitForAsync();
        await page.GetByTestId("open-cameras").ClickAsync();
        await page.GetByTestId("near-cameras").WaitForAsync();
        await dispatcher.PhotographAsync("vehicles-live");

        await page.GetByTestId("to-replay").ClickAsync();
        await page.GetByTestId("play").WaitForAsync();
        var begin = await page.GetByTestId("replay-time").InnerTextAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByTestId("replay-time")).Not.ToHaveTextAsync(begin);
        await dispatcher.PhotographAsync("vehicles-replay");
    }

    [SkippableFact]
    public async Task A_dispatcher_draws_a_geofence_and_an_acceptor_only_looks()
    {
        await using var browser = await Browser.StartAsync();
        var dispatcher = await browser.SignInAsync(city, "dispatcher");
        var page = dispatcher.Page;

        await dispatcher.GoAsync("/geofences");
        await page.GetByTestId("draw-polygon").ClickAsync();
        await ClickMapAsync(page, (0.30, 0.35), (0.50, 0.32), (0.55, 0.55), (0.35, 0.58));
        await page.GetByTestId("draw-finish").ClickAsync();
        await page.GetByTestId("fence-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("fence-form")).ToContainTextAsync("Give a Chinese and an English name.");
        await page.GetByTestId("fence-zh").FillAsync("试验作业区");
        await page.GetByTestId("fence-en").FillAsync("Trial work area");
        await page.GetByTestId("fence-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("fences-page").GetByRole(AriaRole.Button, new() { Name = "Trial work area" })).ToBeVisibleAsync();
        await dispatcher.PhotographAsync("geofences");

        var acceptor = await browser.SignInAsync(city, "acceptor");
        await acceptor.GoAsync("/geofences");
        await acceptor.Page.GetByRole(AriaRole.Button, new() { Name = "Trial work area" }).ClickAsync();
        await acceptor.Page.GetByTestId("fence-form").WaitForAsync();
        await Assertions.Expect(acceptor.Page.GetByTestId("draw-polygon")).ToHaveCountAsync(0);
        await Assertions.Expect(acceptor.Page.GetByTestId("fence-save")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task A_leader_reads_how_far_every_vehicle_drove()
    {
        await using var browser = await Browser.StartAsync();
        var leader = await browser.SignInAsync(city, "leader");
        await VehiclesMovedAsync();

        await Wait.UntilAsync(
            "the report of the day knows the vehicles",
            async () =>
            {
                await leader.GoAsync("/vehicles/reports/mileage");
                await leader.Page.GetByTestId("vehicle-reports").WaitForAsync();
                await leader.Page.WaitForTimeoutAsync(1_000);
                return await leader.Page.GetByTestId("report-table").IsVisibleAsync();
            },
            TimeSpan.FromSeconds(150));
        await Assertions.Expect(leader.Page.GetByTestId("report-table")).ToContainTextAsync("JH-0");
        await leader.PhotographAsync("vehicle-reports");
    }

    private Task VehiclesMovedAsync() => Wait.UntilAsync(
        "the demo's vehicles are on their way",
        async () => (await city.Hub.GetAsync("vehicles")).GetProperty("items").GetArrayLength() >= 5,
        TimeSpan.FromSeconds(90));

    /// <summary>Clicks places of the map, each told as a share of its width and height; slowly, since two quick clicks are a double click.</summary>
    private static async Task ClickMapAsync(IPage page, params (double X, double Y)[] places)
    {
        await page.WaitForTimeoutAsync(1_500);
        var box = await page.GetByTestId("fence-map").BoundingBoxAsync();
        foreach (var (x, y) in places)
        {
            await page.Mouse.ClickAsync((float)(box!.X + (box.Width * x)), (float)(box.Y + (box.Height * y)));
            await page.WaitForTimeoutAsync(500);
        }
    }
}
