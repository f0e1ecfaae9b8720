using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests;

/// <summary>One person's browser, and what its console complained about.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const string UntilSettled =
        """
        () => new Promise(done => {
          const end = Date.now() + 60000;
          const look = () => {
            const isSettled = document.querySelectorAll('main[data-interactive=true], main.plain-card').length === 1
              && !document.querySelector('.load-panel[aria-busy=true]');
            isSettled || Date.now() > end ? done() : setTimeout(look, 20);
          };
          look();
        })
        """;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        context.Console += (_, message) =>
        {
            if (message.Type == "error" || message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                _complaints.Add($"{Page.Url}: {message.Text}");
            }
        };
        context.WebError += (_, error) => _complaints.Add($"{Page.Url}: {error.Error}");
    }

    public IPage Page { get; }

    /// <summary>Errors and violations of the content security policy.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens an address and waits until its page can be used.</summary>
    public async Task OpenAsync(string address)
    {
        await Page.GotoAsync(address);
        await SettleAsync();
    }

    /// <summary>Clicks before the circuit is up are lost, and figures come after the frame of a page.</summary>
    public async Task SettleAsync()
    {
        try
        {
            await Page.EvaluateAsync(UntilSettled);
        }
        catch (PlaywrightException)
        {
            // Another page came meanwhile.
        }

        // Says what is missing, and looks again where another page came. By itself it looks ever more rarely, up to a second late.
        await Assertions.Expect(Page.Locator("main[data-interactive=true], main.plain-card")).ToHaveCountAsync(1);
        await Assertions.Expect(Page.Locator(".load-panel[aria-busy=true]")).ToHaveCountAsync(0);
    }

    /// <summary>Clicks a link and waits for the page behind it. The address changes before the page does, so the heading tells.</summary>
    public async Task FollowAsync(ILocator link, string pathBegins, string heading)
    {
        var before = Page.Url;
        await link.ClickAsync();
        await Page.WaitForURLAsync(url => url != before && new Uri(url).AbsolutePath.StartsWith(pathBegins, StringComparison.Ordinal));
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(heading);
        await SettleAsync();
    }

    public async Task SignInAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail address").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Everything to read on the page, as text.</summary>
    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    public Task<string> CookiesAsync() => _context.StorageStateAsync();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
