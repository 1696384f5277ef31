using Microsoft.Playwright;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>The camera side in a browser, on the demo city: what the detectors think, hours of a zone, and a clip looked at again.</summary>
[Collection(nameof(ZonedCity))]
public sealed class CameraTour(DemoCity city)
{
    [SkippableFact]
    public async Task A_camera_shows_what_its_detectors_think()
    {
        await using var browser = await Browser.StartAsync();
        await city.FirstPictureAsync();
        var admin = await browser.SignInAsync(city, "admin");

        await admin.GoAsync("/cameras");
        await admin.Page.GetByTestId("camera-cam-01").Locator("img").WaitForAsync();
        await admin.PhotographAsync("cameras");
        await admin.Page.GetByTestId("camera-cam-01").GetByRole(AriaRole.Link).ClickAsync();

        await admin.Page.GetByTestId("overlay-zone-A1").WaitForAsync();
        await admin.Page.Locator("[data-testid=overlay-region]").First.WaitForAsync(new() { Timeout = 90_000 });
        await admin.PhotographAsync("camera");
        await Assertions.Expect(admin.Page.GetByTestId("camera-figures")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_zone_gets_hours_of_its_own_and_shows_them_in_24_hours_when_it_is_edited_again()
    {
        await using var browser = await Browser.StartAsync();
        await city.FirstPictureAsync();
        var admin = await browser.SignInAsync(city, "admin");

        await admin.GoAsync("/cameras/cam-01");
        await admin.Page.GetByTestId("edit-zones").ClickAsync();
        await DrawSquareAsync(admin.Page);
        await admin.Page.GetByTestId("zone-name").FillAsync("Fire lane");
        await ChooseAsync(admin.Page, "zone-purpose", "Occupancy (stalls, parking)");
        await SearchAsync(admin.Page, "zone-category", "Fire lane occupied");
        await admin.Page.GetByTestId("hours-own").ClickAsync();
        await admin.Page.GetByTestId("hours-0-day-6").ClickAsync();
        await admin.Page.GetByTestId("hours-0-to").FillAsync("22:30");
        await admin.PhotographAsync("zone-editor");
        await admin.Page.GetByTestId("zone-save").ClickAsync();

        await admin.Page.GetByTestId("overlay-zone-Fire lane").WaitForAsync();
        var zone = (await city.Hub.GetAsync("cameras/cam-01/zones")).EnumerateArray().Single(z => z.GetProperty("name").GetString() == "Fire lane");
        var hours = zone.GetProperty("hours").EnumerateArray().Single();
        Assert.Equal("event/0496", zone.GetProperty("category").GetString());
        Assert.Equal([1, 2, 3, 4, 5, 6], hours.GetProperty("days").EnumerateArray().Select(d => d.GetInt32()));
        Assert.Equal("22:30:00", hours.GetProperty("to").GetString());

        await admin.Page.GetByTestId("edit-zones").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Tab, new() { Name = "Fire lane" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByTestId("hours-0-to")).ToHaveValueAsync("22:30");
    }

    [SkippableFact]
    public async Task The_demo_clip_looked_at_again_shows_the_bag()
    {
        await using var browser = await Browser.StartAsync();
        await city.FirstPictureAsync();
        var admin = await browser.SignInAsync(city, "admin");

        await admin.GoAsync("/replay?camera=cam-01");
        await admin.Page.GetByTestId("replay-file").SetInputFilesAsync(Repository.PathOf("artifacts", "footage", "demo.mp4"));
        await ChooseAsync(admin.Page, "replay-rate", "2 fps");
        await admin.Page.GetByTestId("replay-run").ClickAsync();

        var bag = admin.Page.GetByTestId("replay-trial").GetByTestId("replay-alarm-left_object").First;
        await bag.WaitForAsync(new() { Timeout = 240_000 });
        await bag.ClickAsync();
        await admin.Page.GetByTestId("replay-evidence").WaitForAsync();
        await admin.PhotographAsync("replay");
    }

    private static async Task DrawSquareAsync(IPage page)
    {
        await page.GetByTestId("zone-draw").ClickAsync();
        var box = (await page.GetByTestId("zone-surface").BoundingBoxAsync())!;
        foreach (var (x, y) in new[] { (0.55f, 0.6f), (0.9f, 0.6f), (0.9f, 0.9f), (0.55f, 0.9f) })
        {
            await page.Mouse.ClickAsync(box.X + (box.Width * x), box.Y + (box.Height * y));
        }

        await page.GetByTestId("zone-finish").ClickAsync();
    }

    /// <summary>A long list shows some of its options only.</summary>
    private static async Task SearchAsync(IPage page, string field, string option)
    {
        await page.GetByTestId(field).ClickAsync();
        await page.Keyboard.TypeAsync(option);
        await page.Locator(".n-base-select-option").GetByText(option, new() { Exact = true }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string field, string option)
    {
        await page.GetByTestId(field).ClickAsync();
        await page.Locator(".n-base-select-option").GetByText(option, new() { Exact = true }).ClickAsync();
    }
}

/// <summary>A demo city of its own: new zones end what the old ones found, and the other tours need the camera's incident.</summary>
[CollectionDefinition(nameof(ZonedCity))]
public sealed class ZonedCity : ICollectionFixture<DemoCity>;
