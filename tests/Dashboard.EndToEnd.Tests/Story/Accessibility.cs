using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Story;

internal static class Accessibility
{
    /// <summary>What axe calls serious or critical on a page, one line a rule.</summary>
    public static async Task<IReadOnlyList<string>> FlawsAsync(IPage page)
    {
        // A button that is just fading in has the contrast of neither state.
        await page.AddStyleTagAsync(new() { Content = "* { transition: none !important; animation: none !important; }" });
        var result = await page.RunAxe();
        return
        [
            .. result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v =>
                $"{new Uri(page.Url).PathAndQuery}: {v.Id} ({v.Impact}), {v.Nodes.Length} times: {v.Nodes[0].Html} {string.Join("; ", v.Nodes[0].Any.Select(check => check.Message))}"),
        ];
    }
}
