using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Story;

internal static class Accessibility
{
    /// <summary>What axe calls serious or critical on a page, one line a place.</summary>
    public static async Task<IReadOnlyList<string>> FlawsAsync(IPage page)
    {
        var result = await page.RunAxe();
        return
        [
            .. result.Violations.Where(v => v.Impact is "serious" or "critical").SelectMany(v => v.Nodes.Select(
                node => $"{new Uri(page.Url).PathAndQuery}: {v.Id} ({v.Impact}): {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}")),
        ];
    }
}
