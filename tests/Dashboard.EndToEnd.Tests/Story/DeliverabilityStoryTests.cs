using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core.Delivery;
using Dashboard.Testing;
using Dashboard.Testing.Generation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>What the product is for, from an empty folder to a colleague who looks at the same reply, by clicks alone.</summary>
public sealed partial class DeliverabilityStoryTests(Browser browser) : IAsyncLifetime
{
    private const string MakeARule = "Make a rule of this\n";
    private const string Administrator = "ada@harbour.example";
    private const string Colleague = "vera@harbour.example";
    private const string Password = "correct horse battery staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-story-").FullName;
    private readonly List<(string Name, string Address)> _visited = [];
    private readonly List<string> _flaws = [];
    private LogFile _log = default!;
    private DashboardProcess _dashboard = default!;
    private Visitor _ada = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPage Page => _ada.Page;

    public async ValueTask InitializeAsync()
    {
        _log = LogFile.Write(_folder, 20_000, Token);
        var settings = new Dictionary<string, string> { ["Dashboard__DataFolder"] = Path.Combine(_folder, "data") };
        _dashboard = await DashboardProcess.StartAsync(settings, Token);
        _ada = await browser.VisitorAsync(_dashboard.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") is { } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "last.png"), FullPage = true });
        }

        await _ada.DisposeAsync();
        await _dashboard.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_new_user_finds_the_reply_behind_a_bad_launch_and_a_colleague_sees_the_same()
    {
        await SetUpAsync();
        await ImportAsync();
        await ReadOverviewAsync();
        var replyAddress = await DrillDownToReplyAsync();
        var replyText = await _ada.TextAsync();
        var replyChips = await ChipsAsync(Page);
        await OpenDeliveryAsync();
        var deliveryText = await _ada.TextAsync();
        await SearchAsync();
        await ExcludeAsync();
        await AddColleagueAsync();

        await using var vera = await browser.VisitorAsync(_dashboard.BaseAddress);
        await vera.Page.GotoAsync(replyAddress);
        await Look("sign-in", vera.Page);
        await vera.SignInAsync(Colleague, Password);
        await vera.Page.WaitForURLAsync(replyAddress);
        await vera.SettleAsync();
        Assert.Equal(replyChips, await ChipsAsync(vera.Page));

        // The same figures; only who may make rules is offered one.
        Assert.Contains(MakeARule, replyText, StringComparison.Ordinal);
        Assert.Equal(replyText.Replace(MakeARule, "", StringComparison.Ordinal), await vera.TextAsync());
        await vera.OpenAsync(AddressOf("delivery"));
        await vera.Page.GetByText("Why this category?").First.ClickAsync();
        Assert.Equal(deliveryText, await vera.TextAsync());
        await vera.OpenAsync("/imports");
        await Expect(vera.Page.Locator(".import-table tbody tr")).ToHaveCountAsync(1);
        await Expect(vera.Page.Locator(".drop-zone")).ToHaveCountAsync(0);

        await ImportAgainAsync();
        await CheckTheFiguresAsync();
        Assert.Empty(_ada.Complaints);
        Assert.Empty(vera.Complaints);
        _flaws.AddRange(await new PageTour(browser, _dashboard.BaseAddress, await _ada.CookiesAsync()).RunAsync(TourPages()));
        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    private async Task SetUpAsync()
    {
        await Page.GotoAsync("/");
        await Expect(Page).ToHaveURLAsync(new Regex("/setup"));
        await Look("setup", Page);
        await Page.GetByLabel("Workspace name").FillAsync("Harbour Goods");
        await Page.GetByLabel("Time zone of the reports").SelectOptionAsync("Etc/UTC");
        await Page.GetByLabel("Your name").FillAsync("Ada Marsh");
        await Page.GetByLabel("E-mail address").FillAsync(Administrator);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await _ada.SettleAsync();
        await Look("overview-empty", Page);
    }

    private async Task ImportAsync()
    {
        await _ada.FollowAsync(Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Imports" }), "/imports", "Imports & sources");
        await Look("imports-empty", Page);
        var dropped = await Page.EvaluateHandleAsync(
            """
            ([name, content]) => {
              const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], name));
              return transfer;
            }
            """,
            new[] { Path.GetFileName(_log.CompressedPath), Convert.ToBase64String(await File.ReadAllBytesAsync(_log.CompressedPath, Token)) });
        await Page.Locator(".drop-zone").DispatchEventAsync("drop", new { dataTransfer = dropped });

        await ExpectImportAsync(Path.GetFileName(_log.CompressedPath), imported: _log.Truth.Lines, duplicates: 0);
    }

    private async Task ImportAgainAsync()
    {
        var renamed = Path.Combine(_folder, "the-same-again.csv");
        File.Copy(_log.PlainPath, renamed);
        await _ada.OpenAsync("/imports");
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Choose files" }).ClickAsync());
        await chooser.SetFilesAsync(renamed);

        await ExpectImportAsync(Path.GetFileName(renamed), imported: 0, duplicates: _log.Truth.Lines);
    }

    private async Task CheckTheFiguresAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        await Expect(Page.Locator(".check-result")).ToContainTextAsync($"{Figure(_log.Truth.Lines)} attempts were counted again");
        await Expect(Page.Locator(".check-result")).ToContainTextAsync("Yes, on");
        await Look("imports-checked", Page);
    }

    private async Task ExpectImportAsync(string file, long imported, long duplicates)
    {
        var row = Page.Locator(".import-table tbody tr").Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = file, Exact = true }) });
        await Expect(row.Locator("[data-label=Status]")).ToHaveTextAsync("Completed");
        await Expect(row.Locator("[data-label=Imported]")).ToHaveTextAsync(Figure(imported));
        await Expect(row.Locator("[data-label=Duplicates]")).ToHaveTextAsync(Figure(duplicates));
        await Expect(row.Locator("[data-label=Quarantined]")).ToHaveTextAsync("0");
    }

    private async Task ReadOverviewAsync()
    {
        await _ada.FollowAsync(Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Overview" }), "/", "Overview");
        await Page.GetByRole(AriaRole.Button, new() { Name = "By first attempt" }).ClickAsync();

        var truth = _log.Truth.Total;
        var acceptance = Page.GetByRole(AriaRole.Region, new() { Name = "Acceptance rate" });
        await Expect(acceptance).ToContainTextAsync($"{Figure(truth.DeliveriesAccepted)} of {Figure(truth.Attempted)}");
        await _ada.SettleAsync();
        var legend = await Page.Locator(".outcome-count").AllInnerTextsAsync();
        Assert.Equal(truth.Attempted, legend.Sum(count => long.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
    }

    /// <summary>From the sentence to the provider, to the hour of the launch, to the reply.</summary>
    private async Task<string> DrillDownToReplyAsync()
    {
        var launch = _log.Truth.Incidents.Single(i => i.Kind == IncidentKind.Throttled).From;
        var sentence = Page.Locator(".finding").Filter(new() { HasText = "Yahoo" }).Filter(new() { HasText = MailJob.ThrottledJob });
        await Expect(sentence).ToContainTextAsync(launch.ToString("'On 'd MMM", CultureInfo.InvariantCulture));
        await Expect(sentence).ToContainTextAsync("put off");
        Visit("overview");

        await _ada.FollowAsync(sentence.GetByRole(AriaRole.Link, new() { Name = "Yahoo" }), "/providers/yahoo", "Yahoo & AOL");
        await Page.Locator("details.chart-table").First.Locator("summary").ClickAsync();
        var hour = Page.Locator("details.chart-table").First.GetByRole(AriaRole.Link, new() { NameRegex = new Regex($"{launch:HH}:00") });
        Visit("provider");
        await _ada.FollowAsync(hour.First, "/providers/yahoo", "Yahoo & AOL");
        await Expect(Page.Locator(".filter-range")).ToContainTextAsync(launch.ToString("HH:mm", CultureInfo.InvariantCulture));
        Visit("provider-hour");

        await _ada.FollowAsync(Page.GetByRole(AriaRole.Region, new() { Name = "Replies behind most failures" }).Locator(".reply-text a").First, "/replies/", "Reply");
        await Expect(Page.Locator(".reply-head-text")).ToContainTextAsync("[TSS04]");
        await Expect(Page.Locator(".filter-chip")).ToContainTextAsync("Yahoo");
        await Expect(Page.Locator(".why").First).ToContainTextAsync("Rule yahoo");
        Visit("reply");
        return Page.Url;
    }

    private async Task OpenDeliveryAsync()
    {
        // Other campaigns were throttled in that hour as well.
        var raw = Page.Locator(".attempt-table tbody tr").Filter(new() { HasText = MailJob.ThrottledJob }).First;
        await Expect(raw.Locator(".cell-reply")).ToContainTextAsync(RawReply());
        var recipient = await raw.Locator("td").Nth(1).InnerTextAsync();
        await _ada.FollowAsync(raw.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Timeline") }), "/deliveries/", "Delivery");
        await Expect(Page.Locator(".delivery-summary")).ToContainTextAsync(recipient);
        await Expect(Page.Locator(".delivery-summary")).ToContainTextAsync(MailJob.ThrottledJob);
        await Expect(Page.Locator(".timeline-event .raw-reply").First).ToContainTextAsync(RawReply());
        await Page.GetByText("Why this category?").First.ClickAsync();
        await Expect(Page.Locator(".timeline-event .why").First).ToContainTextAsync("[tss0");
        Visit("delivery");
    }

    /// <summary>By keys alone: open, write, choose, follow.</summary>
    private async Task SearchAsync()
    {
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Search" })).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(MailJob.ThrottledJob);
        await Expect(Page.GetByRole(AriaRole.Option, new() { Name = MailJob.ThrottledJob, Exact = true })).ToBeVisibleAsync();
        await Look("search", Page);
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/campaigns/" + MailJob.ThrottledJob);
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Search" })).ToBeHiddenAsync();
        await _ada.SettleAsync();
    }

    /// <summary>A choice takes the focus away from the picker; Escape closes it all the same, and nothing lies over the page.</summary>
    private async Task ExcludeAsync()
    {
        await _ada.OpenAsync("/replies");
        await Page.Locator(".filter-pickers").GetByRole(AriaRole.Button, new() { Name = "Provider" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Exclude Gmail" }).ClickAsync();
        await Expect(Page.Locator(".filter-chip-not")).ToContainTextAsync("Gmail");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.Locator(".mud-overlay")).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Dialog, new() { Name = "Filter by provider" })).ToBeHiddenAsync();
    }

    private async Task AddColleagueAsync()
    {
        await _ada.FollowAsync(Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Settings" }), "/settings", "Settings");
        await _ada.FollowAsync(Page.Locator(".card").Filter(new() { HasText = "Who may sign in" }), "/settings/users", "Users");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Vera Lind");
        await Page.GetByLabel("E-mail address").FillAsync(Colleague);
        await Page.GetByLabel("First password").FillAsync(Password);
        await Look("users-add", Page);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await Expect(Page.GetByLabel($"Role of {Colleague}")).ToHaveValueAsync("Viewer");
    }

    private async Task Look(string name, IPage page)
    {
        _flaws.AddRange(await Accessibility.FlawsAsync(page));
        if (Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-light-1440.png"), FullPage = true });
        }
    }

    private void Visit(string name) => _visited.Add((name, Page.Url));

    private string AddressOf(string name) => _visited.Single(v => v.Name == name).Address;

    private IReadOnlyList<(string Name, string Address)> TourPages()
    {
        var view = new Uri(AddressOf("overview")).Query;
        return
        [
            .. _visited,
            ("overview-default", "/"),
            ("providers", "/providers" + view),
            ("domains", "/providers?tab=domains"),
            ("domain", "/domains/yahoo.com"),
            ("who-is-who", "/mapping"),
            ("who-is-who-domains", "/mapping?kind=domains"),
            ("who-is-who-providers", "/mapping?kind=providers"),
            ("new-mapping", "/mapping/new?relay=mx.example.net"),
            ("campaigns", "/campaigns"),
            ("campaign", "/campaigns/" + MailJob.ThrottledJob),
            ("streams", "/streams"),
            ("stream", "/streams/promotional"),
            ("replies", "/replies"),
            ("try-a-reply", "/replies/try"),
            ("radar", "/replies/radar"),
            ("radar-unclassified", "/replies/radar?kind=unclassified"),
            ("rules", "/replies/rules"),
            ("new-rule", "/replies/rules/new"),
            ("rule-version", "/replies/rules/versions/0"),
            ("rule-import", "/replies/rules/import"),
            ("help-rules", "/help/rules"),
            ("attempts", "/attempts"),
            ("deliveries", "/deliveries"),
            ("deliveries-domain", "/deliveries?recipient=@yahoo.com"),
            ("deliveries-none", "/deliveries?recipient=nobody@example.com"),
            ("imports", "/imports"),
            ("import", "/imports/1"),
            ("settings", "/settings"),
            ("roles", "/settings/roles"),
            ("about", "/settings/about"),
            ("definitions", "/definitions"),
            ("help", "/help"),
            ("help-powermta", "/help/powermta"),
            ("help-csv", "/help/csv"),
            ("help-numbers", "/help/numbers"),
            ("users", "/settings/users"),
            ("keys", "/settings/keys"),
            ("account", "/account"),
            ("api", "/api"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ChipsAsync(IPage page) =>
        [await page.Locator("h1").InnerTextAsync(), await page.Locator(".filter-range").InnerTextAsync(), .. await page.Locator(".filter-chip").AllInnerTextsAsync()];

    private static string Figure(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    // Our address and their host are in it: the text itself, not its masked form.
    [GeneratedRegex(@"421 4\.7\.0 \[TSS04\] Messages from 198\.51\.100\.\d+ are deferred")]
    private static partial Regex RawReply();
}
