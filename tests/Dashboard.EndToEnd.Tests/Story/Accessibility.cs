using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Story;

internal static class Accessibility
{
    // Run in the page itself, which has no frames: the package's own way opens a second page for every look and sends all that passed.
    private static readonly string _axe = new BundledAxeScriptProvider().GetScript() + "\n;undefined";

    /// <summary>What axe calls serious or critical on a page, one line a rule.</summary>
    public static async Task<IReadOnlyList<string>> FlawsAsync(IPage page)
    {
        // A button that is just fading in has the contrast of neither state.
        await page.AddStyleTagAsync(new() { Content = "* { transition: none !important; animation: none !important; }" });
        if (await page.EvaluateAsync<bool>("() => window.axe === undefined"))
        {
            await page.EvaluateAsync(_axe);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${location.pathname}${location.search}: ${v.id} (${v.impact}), ${v.nodes.length} times: ${v.nodes[0].html} ${v.nodes[0].any.map(check => check.message).join('; ')}`)
            """);
    }
}
