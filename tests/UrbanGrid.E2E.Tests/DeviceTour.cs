using System.Text.Json.Nodes;
using Microsoft.Playwright;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>The device side in a browser, on the demo city: find a device, command it, acknowledge an alarm, try a mapping.</summary>
[Collection(nameof(DemoCity))]
public sealed class DeviceTour(DemoCity city)
{
    private const string Vendor = """{"data":{"angle":32}}""";

    [SkippableFact]
    public async Task A_lamp_is_found_and_answers_a_command()
    {
        await using var browser = await Browser.StartAsync();
        var admin = await browser.SignInAsync(city, "admin");

        await admin.GoAsync("/devices");
        await admin.Page.GetByTestId("device-lamp-01").WaitForAsync();
        await admin.PhotographAsync("devices");
        await admin.Page.GetByTestId("device-search").FillAsync("lamp-01");
        await Assertions.Expect(admin.Page.GetByTestId("device-mh-01")).ToHaveCountAsync(0);
        await admin.Page.GetByTestId("device-lamp-01").ClickAsync();

        await admin.Page.GetByTestId("device-series").WaitForAsync();
        await admin.Page.GetByTestId("command-switch").ClickAsync();
        await admin.Page.GetByTestId("arg-on-yes").ClickAsync();
        await admin.Page.GetByTestId("command-send").ClickAsync();
        await admin.Page.Locator("[data-testid^=sent-][data-state=answered]").First.WaitForAsync(new() { Timeout = 60_000 });
        await admin.PhotographAsync("device-lamp");
    }

    [SkippableFact]
    public async Task An_alarm_is_acknowledged_with_a_note()
    {
        await using var browser = await Browser.StartAsync();
        var acceptor = await browser.SignInAsync(city, "acceptor");
        await city.IncidentFromAsync("camera", TimeSpan.FromSeconds(120));

        await OpenLastingAlarmAsync(acceptor);
        await acceptor.Page.Keyboard.PressAsync("a");
        await acceptor.Page.GetByTestId("acknowledge-note").FillAsync("Crew is on its way.");
        await acceptor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(acceptor.Page.GetByTestId("alarm-detail")).ToContainTextAsync("Crew is on its way.");
        await acceptor.PhotographAsync("alarms");
    }

    [SkippableFact]
    public async Task A_vendors_message_is_tried_against_a_mapping()
    {
        await using var browser = await Browser.StartAsync();
        var admin = await browser.SignInAsync(city, "admin");

        await admin.GoAsync("/models/manhole-cover");
        await admin.Page.GetByTestId("tab-mapping").ClickAsync();
        await admin.Page.GetByTestId("model-document").FillAsync(await WithMappingAsync("manhole-cover"));
        await Assertions.Expect(admin.Page.GetByTestId("document-good")).ToBeVisibleAsync();
        await admin.Page.GetByTestId("try-payload").FillAsync(Vendor);

        await Assertions.Expect(admin.Page.GetByTestId("try-result")).ToContainTextAsync("3.2");
        await admin.PhotographAsync("model-mapping");
    }

    /// <summary>Opens an alarm that still lasts: the demo's clip begins anew every minute and ends the alarms of its last round.</summary>
    private async Task OpenLastingAlarmAsync(Person person) =>
        await Wait.UntilAsync(
            "an alarm that still lasts is open on the page",
            async () =>
            {
                var alarms = (await city.Hub.GetAsync("alarms?state=active&model=camera")).GetProperty("items").EnumerateArray().ToArray();
                if (alarms.Length == 0)
                {
                    return false;
                }

                await person.GoAsync($"/alarms/{Uri.EscapeDataString(alarms[0].GetProperty("id").GetString()!)}?state=all");
                await person.Page.GetByTestId("alarm-detail").WaitForAsync();
                return await person.Page.GetByTestId("acknowledge").IsVisibleAsync();
            },
            TimeSpan.FromSeconds(150));

    /// <summary>The model's file, with the tilt where a vendor has it, in tenths of a degree.</summary>
    private async Task<string> WithMappingAsync(string model)
    {
        var document = JsonNode.Parse((await city.Hub.GetAsync($"device-models/{model}")).GetProperty("document").GetRawText())!.AsObject();
        document["mapping"] = JsonNode.Parse("""{"values":[{"metric":"tilt","path":"$.data.angle","scale":0.1}]}""");
        return document.ToJsonString();
    }
}
