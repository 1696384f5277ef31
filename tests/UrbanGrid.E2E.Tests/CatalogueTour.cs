using System.Text;
using Microsoft.Playwright;

namespace UrbanGrid.E2E.Tests;

/// <summary>What the administrator decides, in a browser on the demo city: the catalogue, the city's files; and places that are looked for.</summary>
[Collection(nameof(DemoCity))]
public sealed class CatalogueTour(DemoCity city)
{
    [SkippableFact]
    public async Task A_limit_is_changed_in_a_draft_compared_and_published_without_a_restart()
    {
        await using var browser = await Browser.StartAsync();
        var admin = await browser.SignInAsync(city, "admin");
        var page = admin.Page;

        await admin.GoAsync("/catalogue");
        await page.GetByTestId("catalogue-event").ClickAsync();
        await page.GetByTestId("catalogue-search").FillAsync("光污染");
        await page.GetByTestId("class-event/0187").ClickAsync();
        await Assertions.Expect(page.GetByTestId("class-view")).ToContainTextAsync("event/0187");
        await admin.PhotographAsync("catalogue");

        await page.GetByTestId("open-draft").ClickAsync();
        await page.GetByTestId("draft-note").FillAsync("Light pollution within nine working days");
        await page.GetByTestId("draft-go").ClickAsync();
        await page.GetByTestId("open-publish").WaitForAsync();
        await page.GetByTestId("class-event/0187").ClickAsync();
        await page.GetByTestId("limit-0").FillAsync("9");
        await page.GetByTestId("limit-0").BlurAsync();
        await admin.PhotographAsync("catalogue-draft");
        await page.GetByTestId("class-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("class-save")).ToBeDisabledAsync();

        await page.GetByTestId("open-publish").ClickAsync();
        await Assertions.Expect(page.GetByTestId("catalogue-changes")).ToContainTextAsync("9 ");
        await admin.PhotographAsync("catalogue-publish");
        await page.GetByTestId("publish-go").ClickAsync();
        await page.GetByTestId("class-view").WaitForAsync();

        Assert.Contains("9 ", (await city.Hub.GetAsync("catalogue/current")).GetProperty("classes").EnumerateArray()
            .Single(c => c.GetProperty("code").GetString() == "event/0187").GetProperty("conditions")[0].GetProperty("limitText").GetRawText(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_file_of_the_city_is_tried_and_its_faults_are_shown()
    {
        await using var browser = await Browser.StartAsync();
        var admin = await browser.SignInAsync(city, "admin");
        var page = admin.Page;

        await admin.GoAsync("/city");
        await page.GetByTestId("city-file-places.csv").WaitForAsync();
        await page.GetByTestId("city-files").SetInputFilesAsync(File("code,kind,name_zh,name_en,lat,lon\nx1,poi,听雨轩,Tingyu,131.3,120.6\n"));
        await Assertions.Expect(page.GetByTestId("city-report")).ToContainTextAsync("line 2");
        await Assertions.Expect(page.GetByTestId("city-import")).ToBeDisabledAsync();
        await admin.PhotographAsync("city");
        var places = await (await page.APIRequest.GetAsync(new Uri(city.Address, "/api/v1/city/files/places.csv").ToString())).BodyAsync();
        await page.GetByTestId("city-files").SetInputFilesAsync(new FilePayload { Name = "places.csv", MimeType = "text/csv", Buffer = places });
        await Assertions.Expect(page.GetByTestId("city-import")).ToBeEnabledAsync();
        await page.GetByTestId("city-import").ClickAsync();
        await Assertions.Expect(page.GetByTestId("city-sum")).ToContainTextAsync("Taken over");

        static FilePayload File(string text) => new() { Name = "places.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };
    }

    [SkippableFact]
    public async Task A_place_is_found_by_name_and_tells_who_answers_for_what()
    {
        await using var browser = await Browser.StartAsync();
        var collector = await browser.SignInAsync(city, "collector");
        var page = collector.Page;

        await page.GetByTestId("place-search").FillAsync("锦河小学");
        await page.GetByTestId("place-0").ClickAsync();

        await Assertions.Expect(page.GetByTestId("area-unitGrid")).ToContainTextAsync("320599001");
        await page.GetByTestId("responsible").Locator("summary").ClickAsync();
        await Assertions.Expect(page.GetByTestId("responsible")).ToContainTextAsync("Sanitation");
        await collector.PhotographAsync("map-place");
        await Assertions.Expect(page.GetByTestId("nav-city")).ToHaveCountAsync(0);
    }
}
