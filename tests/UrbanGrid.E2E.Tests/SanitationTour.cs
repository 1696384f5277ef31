using Microsoft.Playwright;

namespace UrbanGrid.E2E.Tests;

/// <summary>Sanitation in a browser on the demo city: a sweeper drives its plan, a refuse truck empties bins, and both are seen.</summary>
[Collection(nameof(DemoCity))]
public sealed class SanitationTour(DemoCity city)
{
    private const float Patience = 240_000;

    [SkippableFact]
    public async Task A_dispatcher_sees_the_streets_that_were_swept_and_the_bins_that_were_emptied()
    {
        await using var browser = await Browser.StartAsync();
        var dispatcher = await browser.SignInAsync(city, "dispatcher");
        var page = dispatcher.Page;

        await dispatcher.GoAsync("/sanitation/today?plan=sweep-centre");
        await Assertions.Expect(page.GetByTestId("work-map")).ToHaveAttributeAsync("data-shown", "sweep-centre");
        await Assertions.Expect(page.GetByTestId("plan-sweep-centre").GetByTestId("share")).Not.ToHaveTextAsync("0.0%", new() { Timeout = Patience });
        await Assertions.Expect(page.GetByTestId("plan-collect-centre").GetByTestId("bins")).ToBeVisibleAsync(new() { Timeout = Patience });
        await dispatcher.PhotographAsync("sanitation-day");

        await page.GetByTestId("tab-bins").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bins-known")).ToContainTextAsync("Binhe Garden estate");
        await dispatcher.PhotographAsync("sanitation-bins");

        await page.GetByTestId("tab-plans").ClickAsync();
        await page.GetByTestId("edit-sweep-centre").ClickAsync();
        await Assertions.Expect(page.GetByTestId("plan-parts")).ToContainTextAsync("Renmin Road");
        await page.GetByTestId("plan-map").Locator("canvas").WaitForAsync();
        await dispatcher.PhotographAsync("sanitation-plan");
        await page.GetByTestId("plan-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("row-sweep-centre")).ToContainTextAsync("1.88 km");
    }
}
