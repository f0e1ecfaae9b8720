using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>
/// Looks at every page: with axe, and where <c>DASHBOARD_SCREENSHOTS</c> names a folder, as pictures, light and dark, wide and narrow.
/// </summary>
internal sealed class PageTour(Browser browser, Uri baseAddress, string cookies)
{
    private static readonly ViewportSize Wide = new() { Width = 1440, Height = 900 };
    private static readonly ViewportSize Tall = new() { Width = 1440, Height = 1456 };
    private static readonly ViewportSize Narrow = new() { Width = 390, Height = 844 };

    private static string? PictureFolder => Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS");

    /// <returns>What axe found.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<(string Name, string Address)> pages)
    {
        var flaws = new List<string>(await LookAsync(pages, ColorScheme.Light, Wide));
        if (PictureFolder is { } folder)
        {
            await PictureForReadersAsync(pages[0].Address, folder);
            flaws.AddRange(await LookAsync(pages, ColorScheme.Dark, Wide));
            flaws.AddRange(await LookAsync(pages, ColorScheme.Light, Narrow));
            flaws.AddRange(await LookAsync(pages, ColorScheme.Dark, Narrow));
        }

        return flaws;
    }

    private async Task<IReadOnlyList<string>> LookAsync(
        IReadOnlyList<(string Name, string Address)> pages, ColorScheme scheme, ViewportSize size)
    {
        var flaws = new List<string>();
        await using var visitor = await browser.VisitorAsync(baseAddress, scheme, size, cookies);
        foreach (var (name, address) in pages)
        {
            await visitor.OpenAsync(address);
            await AssertFitsAsync(visitor, name, size);
            flaws.AddRange(await Accessibility.FlawsAsync(visitor.Page));
            if (PictureFolder is { } folder)
            {
                await DrawnAsync(visitor.Page);
                var path = Path.Combine(folder, $"{name}-{scheme.ToString().ToLowerInvariant()}-{size.Width}.png");
                await visitor.Page.ScreenshotAsync(new() { Path = path, FullPage = true, Animations = ScreenshotAnimations.Disabled });
            }
        }

        Assert.Empty(visitor.Complaints);
        return flaws;
    }

    // One picture of the first page as it looks on a tall screen: wwwroot/help/overview.png.
    private async Task PictureForReadersAsync(string address, string folder)
    {
        await using var visitor = await browser.VisitorAsync(baseAddress, ColorScheme.Light, Tall, cookies);
        await visitor.OpenAsync(address);
        await DrawnAsync(visitor.Page);
        await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "help.png") });
    }

    // A wide table scrolls inside its own box, never the page.
    private static async Task AssertFitsAsync(Visitor visitor, string name, ViewportSize size)
    {
        var width = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(width <= size.Width, $"{name} is {width} px wide on a screen of {size.Width}.");
    }

    // Charts draw in the frames after their data came.
    private static async Task DrawnAsync(IPage page) => await page.EvaluateAsync(
        """
        async () => {
          await document.fonts.ready;
          for (let frame = 0; frame < 60; frame++) await new Promise(done => requestAnimationFrame(done));
        }
        """);
}
