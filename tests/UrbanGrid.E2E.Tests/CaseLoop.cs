using Microsoft.Playwright;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>The main job in a browser, on the demo city.</summary>
[Collection(nameof(DemoCity))]
public sealed class CaseLoop(DemoCity city)
{
    [SkippableFact]
    public async Task Five_roles_carry_the_cameras_incident_from_triage_to_closed()
    {
        await using var browser = await Browser.StartAsync();
        await city.FirstPictureAsync();
        var incident = await city.IncidentFromAsync("camera", TimeSpan.FromSeconds(90));

        var acceptor = await browser.SignInAsync(city, "acceptor");
        await acceptor.GoAsync($"/triage/{incident}");
        await acceptor.Page.GetByTestId("confirm").WaitForAsync();
        await acceptor.PhotographAsync("triage");
        await acceptor.Page.Keyboard.PressAsync("y");
        var number = await city.CaseOfAsync(incident);

        var shiftLeader = await browser.SignInAsync(city, "shift_leader");
        await shiftLeader.GoAsync($"/cases/{number}");
        await shiftLeader.PhotographAsync("case-pending-filing");
        await shiftLeader.ActAsync("file", "pending_dispatch");

        var dispatcher = await browser.SignInAsync(city, "dispatcher");
        await dispatcher.GoAsync($"/cases/{number}");
        await dispatcher.PhotographAsync("case-pending-dispatch");
        await dispatcher.ActAsync("dispatch", "pending_handling");

        var department = await browser.SignInAsync(city, await city.RoleOfDepartmentAsync(number));
        await department.GoAsync($"/cases/{number}");
        await department.ActAsync("handle", "handling");
        await department.ActAsync("feedback", "pending_review", () => OpinionAsync(department, "Bag taken away, pavement swept."));

        await dispatcher.GoAsync($"/cases/{number}");
        await dispatcher.ActAsync("pass_review", "pending_check");
        await acceptor.GoAsync($"/cases/{number}");
        await acceptor.ActAsync("send_check", "checking");

        var collector = await browser.SignInAsync(city, "collector");
        await collector.GoAsync($"/cases/{number}");
        await collector.ActAsync("answer_check", "pending_check", () => PassAsync(collector));

        await acceptor.GoAsync($"/cases/{number}");
        await acceptor.PhotographAsync("case-pending-check");
        await acceptor.ActAsync("check", "pending_close", () => PassAsync(acceptor));

        await shiftLeader.GoAsync($"/cases/{number}");
        await shiftLeader.ActAsync("close", "closed", () => shiftLeader.Page.GetByTestId("field-closingMet").ClickAsync());
        await shiftLeader.PhotographAsync("case-closed");
        await Assertions.Expect(shiftLeader.Page.GetByTestId("case-log")).ToContainTextAsync("Bag taken away");
    }

    [SkippableFact]
    public async Task The_map_shows_the_city_in_both_languages()
    {
        await using var browser = await Browser.StartAsync();
        await city.IncidentFromAsync("sensor", TimeSpan.FromSeconds(120));
        var acceptor = await browser.SignInAsync(city, "acceptor");

        await acceptor.GoAsync("/");
        await acceptor.Page.GetByTestId("map").WaitForAsync();
        await acceptor.Page.Locator(".maplibregl-canvas").WaitForAsync();
        await acceptor.Page.WaitForTimeoutAsync(3_000);

        await acceptor.PhotographAsync("map");
        await Assertions.Expect(acceptor.Page.GetByTestId("feed")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Lists_and_device_pages_open_without_an_error()
    {
        await using var browser = await Browser.StartAsync();
        await city.FirstPictureAsync();
        var admin = await browser.SignInAsync(city, "admin");
        var errors = new List<string>();
        admin.Page.PageError += (_, error) => errors.Add(error);
        admin.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };

        await VisitAsync(admin, "/cases", "scope-all", "cases");
        await VisitAsync(admin, "/devices", "device-list", "devices");
        await VisitAsync(admin, "/devices/cam-01", "live-picture", "device-camera");
        await VisitAsync(admin, "/devices/mh-01", "device-series", "device-manhole");

        Assert.Empty(errors);
    }

    private static async Task VisitAsync(Person person, string path, string landmark, string photo)
    {
        await person.GoAsync(path);
        await person.Page.GetByTestId(landmark).First.WaitForAsync();
        await person.PhotographAsync(photo);
    }

    private static Task OpinionAsync(Person person, string text) => person.Page.GetByTestId("field-opinion").FillAsync(text);

    private static async Task PassAsync(Person person)
    {
        await person.Page.GetByTestId("result-pass").CheckAsync(new() { Force = true });
        if (await person.Page.GetByTestId("field-opinion").CountAsync() > 0)
        {
            await OpinionAsync(person, "Looked at on site: clear.");
        }
    }
}

/// <summary>One demo city for all tests of the collection.</summary>
[CollectionDefinition(nameof(DemoCity))]
public sealed class DemoCityCollection : ICollectionFixture<DemoCity>;
