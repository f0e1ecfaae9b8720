using System.Text.Json;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Charts;

/// <summary>
/// Campaign names, domains and replies end as labels of charts. The module is driven in a real browser, without a content security
/// policy: the policy is the second wall and must not be the one that holds here.
/// </summary>
public sealed class ChartTextSafetyTests(Browser browser) : IAsyncLifetime
{
    private const string Hostile = "<img src=x onerror=window.__ran=1><script>window.__ran=1</script>{b}";

    private Visitor _visitor = default!;
    private IPage _page = default!;

    public async ValueTask InitializeAsync()
    {
        _visitor = await browser.VisitorAsync(new Uri("http://charts.test/"));
        _page = _visitor.Page;
        await ServeAsync();
        await _page.GotoAsync("/");
    }

    public ValueTask DisposeAsync() => _visitor.DisposeAsync();

    [Theory]
    [InlineData("item")]
    [InlineData("axis")]
    public async Task Markup_in_names_is_shown_as_text_and_never_becomes_an_element(string trigger)
    {
        await DrawAsync(new
        {
            title = new { text = Hostile, link = "javascript:window.__ran=1", subtext = Hostile, sublink = "javascript:window.__ran=1" },
            legend = new { },
            toolbox = new { feature = new { dataView = new { show = true } } },
            tooltip = new { trigger, renderMode = "html", formatter = Hostile, extraCssText = "background:url(//evil.test)" },
            xAxis = new { type = "category", data = new[] { Hostile, "b" } },
            yAxis = new { type = "value", name = Hostile, axisLabel = new { formatter = "fmt:count" } },
            series = new[]
            {
                new { type = "bar", name = Hostile, data = new[] { 3, 4 }, tooltip = new { formatter = Hostile, renderMode = "html" } },
            },
        });

        await HoverAndClickAsync();

        Assert.False(await _page.EvaluateAsync<bool>("() => window.__ran !== undefined"));
        Assert.Equal(0, await _page.Locator("#chart img, #chart script, #chart a, #chart textarea").CountAsync());
        Assert.Equal(0, await _page.Locator("body > div:not(#chart)").CountAsync());
    }

    [Fact]
    public async Task A_formatter_is_one_of_ours_by_name_or_nothing()
    {
        var kinds = await _page.EvaluateAsync<string[]>(
            """
            async () => {
              const { prepare } = await import('/echart.js');
              const of = formatter => typeof prepare({ axisLabel: { formatter } }).axisLabel.formatter;
              return [of('fmt:percent'), of('fmt:toString'), of('fmt:constructor'), of('{value} <b>'), of('function () {}')];
            }
            """);

        Assert.Equal(["function", "undefined", "undefined", "undefined", "undefined"], kinds);
    }

    [Theory]
    [InlineData("percent", 0.0714, "7.1 %")]
    [InlineData("percent", 0, "0 %")]
    [InlineData("percent", 0.00001, "< 0.01 %")]
    [InlineData("percent", 0.4567, "46 %")]
    [InlineData("percent", 0.9996, "99.96 %")]
    [InlineData("percent", 1, "100 %")]
    [InlineData("count", 1234567, "1,234,567")]
    [InlineData("duration", 0.25, "250 ms")]
    [InlineData("duration", 5400, "1.5 h")]
    public async Task Numbers_are_written_for_people(string format, double value, string text)
    {
        var written = await _page.EvaluateAsync<string>(
            "async ([f, v]) => (await import('/echart.js')).prepare({ formatter: `fmt:${f}` }).formatter(v)",
            new object[] { format, value });

        Assert.Equal(text, written);
    }

    private async Task DrawAsync(object option) => await _page.EvaluateAsync(
        """
        async option => {
          const { create } = await import('/echart.js');
          window.chart = await create(document.getElementById('chart'), '/engine.js', option, null);
        }
        """,
        option);

    private async Task HoverAndClickAsync()
    {
        // Over the bars, a label, the title and the place of the tools.
        foreach (var (x, y) in new[] { (300, 250), (305, 250), (465, 200), (300, 345), (60, 48), (590, 20) })
        {
            await _page.Mouse.MoveAsync(x, y);
            await _page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await _page.Mouse.ClickAsync(x, y);
        }
    }

    private async Task ServeAsync()
    {
        var root = RepositoryRoot();
        await _page.RouteAsync("**/*", route => route.AbortAsync());
        await _page.RouteAsync("http://charts.test/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = "<!doctype html><html><body><div id='chart' style='width:600px;height:400px'></div></body></html>",
        }));
        var module = Path.Combine(root, "wwwroot", "js", "echart.js");
        await _page.RouteAsync("**/echart.js", route => route.FulfillAsync(new() { Path = module }));
        await _page.RouteAsync("**/engine.js", route => route.FulfillAsync(new() { Path = EnginePath(root) }));
    }

    // The engine the program serves: its build wrote down where the package lies.
    private static string EnginePath(string root)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var manifest = Path.Combine(
            root, "src", "Dashboard.Web", "bin", configuration, "net10.0", "Dashboard.Web.staticwebassets.runtime.json");
        using var document = JsonDocument.Parse(File.ReadAllText(manifest));
        return document.RootElement.GetProperty("ContentRoots").EnumerateArray()
            .Select(folder => Path.Combine(folder.GetString()!, "js", "vizor-echarts-bundle-min.js"))
            .First(File.Exists);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
