using Microsoft.Playwright;

namespace UrbanGrid.E2E.Tests;

/// <summary>What an operator's rejection changes, and what the administrator sees of it, on the demo city.</summary>
[Collection(nameof(TriagedCity))]
public sealed class TriageLearning(DemoCity city)
{
    [SkippableFact]
    public async Task A_rejection_proposes_a_remedy_that_is_accepted_and_undone_with_a_key()
    {
        await using var browser = await Browser.StartAsync();
        await city.FirstPictureAsync();
        var incident = await city.IncidentFromAsync("camera", TimeSpan.FromSeconds(120));
        var acceptor = await browser.SignInAsync(city, "acceptor");

        await acceptor.GoAsync($"/triage/{incident}");
        await acceptor.Page.GetByTestId("confirm").WaitForAsync();
        await Assertions.Expect(acceptor.Page.GetByTestId("probability-note")).ToContainTextAsync("verdicts");
        await acceptor.PhotographAsync("triage-probability");
        await acceptor.Page.Keyboard.PressAsync("n");
        await acceptor.Page.Keyboard.PressAsync("1");
        await acceptor.Page.GetByTestId("reject-submit").ClickAsync();

        await acceptor.Page.GetByTestId("remedy-mask").WaitForAsync();
        await acceptor.PhotographAsync("triage-remedy");
        await acceptor.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(acceptor.Page.GetByTestId("remedy-mask")).ToHaveAttributeAsync("data-applied", "true");
        Assert.Contains("mask-1", (await city.Hub.GetAsync("cameras/cam-01/zones")).GetRawText(), StringComparison.Ordinal);
        await acceptor.PhotographAsync("triage-remedy-accepted");
        await acceptor.Page.Keyboard.PressAsync("u");
        await Assertions.Expect(acceptor.Page.GetByTestId("remedy-mask")).ToHaveAttributeAsync("data-applied", "false");
        Assert.DoesNotContain("mask-1", (await city.Hub.GetAsync("cameras/cam-01/zones")).GetRawText(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_administrator_reads_precision_and_versions_and_policies_without_an_error()
    {
        await using var browser = await Browser.StartAsync();
        var admin = await browser.SignInAsync(city, "admin");
        var errors = new List<string>();
        admin.Page.PageError += (_, error) => errors.Add(error);

        foreach (var tab in (string[])["precision", "models", "policies"])
        {
            await admin.GoAsync($"/triage/settings/{tab}");
            await admin.Page.GetByTestId("triage-settings-page").WaitForAsync();
            await Assertions.Expect(admin.Page.GetByTestId($"tab-{tab}")).ToHaveAttributeAsync("aria-selected", "true");
            await admin.PhotographAsync($"triage-{tab}");
        }

        Assert.Empty(errors);
    }
}

/// <summary>A demo city of its own: its only incident of a camera is rejected, and the other tours need one.</summary>
[CollectionDefinition(nameof(TriagedCity))]
public sealed class TriagedCity : ICollectionFixture<DemoCity>;
