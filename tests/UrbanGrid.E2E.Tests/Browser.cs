using Microsoft.Playwright;
using UrbanGrid.TestKit;

namespace UrbanGrid.E2E.Tests;

/// <summary>Headless Chromium of the distribution; pages are closed with it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts it; skips the test where Chromium is not installed.</summary>
    public static async Task<Browser> StartAsync()
    {
        Skip.IfNot(File.Exists(Chromium), "Skipped: needs Debian's chromium at /usr/bin/chromium.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Quiet });
        return new Browser(playwright, browser);
    }

    /// <summary>A person at the console: own cookies, own language, signed in.</summary>
    public async Task<Person> SignInAsync(DemoCity city, string role)
    {
        var (user, password) = city.SignIns[role];
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en" });
        var page = await context.NewPageAsync();
        var person = new Person(page, city.Address);
        await page.GotoAsync(new Uri(city.Address, "/sign-in").ToString());
        await page.GetByTestId("sign-in-user").FillAsync(user);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.GetByTestId("user-menu").WaitForAsync();
        return person;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
