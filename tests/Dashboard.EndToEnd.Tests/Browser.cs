using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests;

/// <summary>One Chromium for all tests, headless: the one of <c>CHROMIUM_PATH</c>, or the system's. Who visits by it shares nothing.</summary>
public sealed class Browser : IAsyncLifetime
{
    // A test machine may do five other things: waiting long costs nothing when it is quick.
    private const float Patience = 60_000;

    private IPlaywright _playwright = default!;
    private IBrowser _chromium = default!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    /// <summary>Somebody with a browser of their own: no cookies, or those of another visitor.</summary>
    public async Task<Visitor> VisitorAsync(
        Uri baseAddress, ColorScheme scheme = ColorScheme.Light, ViewportSize? size = null, string? cookies = null)
    {
        var context = await _chromium.NewContextAsync(new()
        {
            BaseURL = baseAddress.ToString(),
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = size ?? new ViewportSize { Width = 1440, Height = 900 },
            StorageState = cookies,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
