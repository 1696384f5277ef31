using Microsoft.Playwright;

namespace UrbanGrid.E2E.Tests;

/// <summary>What the command centre decides by, in a browser on the demo city: who answers for what, and how well it was done.</summary>
[Collection(nameof(DemoCity))]
public sealed class CommandTour(DemoCity city)
{
    [SkippableFact]
    public async Task A_dispatcher_reads_who_answers_for_what_and_only_the_administrator_changes_it()
    {
        await using var browser = await Browser.StartAsync();
        var dispatcher = await browser.SignInAsync(city, "dispatcher");
        var page = dispatcher.Page;

        await dispatcher.GoAsync("/dispatch");
        await Assertions.Expect(page.GetByTestId("matrix")).ToContainTextAsync("Jinhe Sanitation Office");
        await Assertions.Expect(page.GetByTestId("matrix-add")).ToHaveCountAsync(0);
        await dispatcher.PhotographAsync("dispatch");
        await page.GetByTestId("notice-bell").ClickAsync();
        await page.GetByTestId("notices").WaitForAsync();

        var admin = await browser.SignInAsync(city, "admin");
        await admin.GoAsync("/dispatch");
        await Assertions.Expect(admin.Page.GetByTestId("matrix-add")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task An_evaluator_sees_every_department_with_its_score_and_what_stands_behind()
    {
        await using var browser = await Browser.StartAsync();
        var evaluator = await browser.SignInAsync(city, "evaluator");
        var page = evaluator.Page;

        await evaluator.GoAsync("/evaluation");
        await Assertions.Expect(page.GetByTestId("row-sanitation")).ToBeVisibleAsync();
        await evaluator.PhotographAsync("evaluation");
        await page.GetByTestId("tab-schemes").ClickAsync();
        await page.GetByTestId("schemes-departments").WaitForAsync();
        await evaluator.PhotographAsync("evaluation-schemes");
    }
}
