using Microsoft.Playwright;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>Somebody signed in to the console.</summary>
/// <param name="page">Their page.</param>
/// <param name="address">Address of the hub.</param>
public sealed class Person(IPage page, Uri address)
{
    private static readonly string[] Languages = ["en", "zh-CN"];

    /// <summary>Their page.</summary>
    public IPage Page { get; } = page;

    /// <summary>Goes to a path of the console.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(new Uri(address, path).ToString());

    /// <summary>Takes an open step of the case on the page, after filling in what it needs.</summary>
    public async Task ActAsync(string action, string expectedState, Func<Task>? fill = null)
    {
        var choose = Page.GetByTestId($"choose-{action}");
        await Page.GetByTestId("actions").WaitForAsync();
        if (await choose.CountAsync() > 0)
        {
            await choose.ClickAsync();
        }

        await Page.GetByTestId($"act-{action}").WaitForAsync();
        await (fill?.Invoke() ?? Task.CompletedTask);
        await Page.GetByTestId($"act-{action}").ClickAsync();
        await Assertions.Expect(Page.GetByTestId("case-state")).ToHaveAttributeAsync("data-state", expectedState);
    }

    /// <summary>Pictures of the page in both languages, kept as <c>artifacts/screenshots/{name}-{language}.png</c>.</summary>
    public async Task PhotographAsync(string name)
    {
        foreach (var language in Languages)
        {
            // Not by the mouse: what is to be seen may be a dialogue over the page.
            await Page.GetByTestId($"language-{language}").First.DispatchEventAsync("click");
            await Page.WaitForTimeoutAsync(600);
            await Page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", $"{name}-{language}.png") });
        }

        await Page.GetByTestId("language-en").First.DispatchEventAsync("click");
    }
}
