using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>An export that nobody has described: its columns are checked, a mistake is corrected, its quarantine is read again.</summary>
public sealed class ForeignExportStoryTests(StoryWorkspace workspace) : IClassFixture<StoryWorkspace>
{
    private const int Delivered = 60;
    private const int Deferred = 12;
    private const int Refused = 9;

    // A word that no list knows: the platform's own for "the mailbox does not exist".
    private const string StrangeWord = "Zurückläufer K3";
    private const int Strange = 7;

    private IPage Page => workspace.Page;

    [Fact]
    public async Task A_foreign_export_is_mapped_imported_corrected_and_reconciled()
    {
        await workspace.Ada.OpenAsync("/imports");
        await UploadAsync();
        await CheckColumnsAsync();
        await ReadQuarantineAsync();
        await CorrectAndRetryAsync();
        await ReadReconciliationAsync();
        await SeeSourceAsync();
        await UploadAgainAsync();
        Assert.Empty(workspace.Ada.Complaints);
        Assert.Equal("", await workspace.TourAsync(
            [("sources", "/sources"), ("source", "/sources/1"), ("import", "/imports/1"), ("import-columns", "/imports/1/columns"), ("imports", "/imports")]));
    }

    private async Task UploadAsync()
    {
        await Page.GetByLabel("Source").FillAsync("Versandplattform");
        await ChooseAsync(WriteExport());
        await Page.GetByRole(AriaRole.Link, new() { Name = "Check its columns" }).ClickAsync();
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Check the columns");
        await workspace.Ada.SettleAsync();
    }

    private async Task CheckColumnsAsync()
    {
        await Expect(Page.GetByText("Separated by semicolons · Windows-1252")).ToBeVisibleAsync();
        await ExpectFieldAsync("Zeitpunkt", "EventTime");
        await ExpectFieldAsync("Empfänger", "Recipient");
        await ExpectFieldAsync("Status", "Outcome");
        await ExpectFieldAsync("Fehlermeldung", "ReplyText");
        await ExpectFieldAsync("Nachrichten-ID", "MessageId");
        await Expect(Page.Locator(".preview-table tbody tr")).ToHaveCountAsync(10);
        await Expect(Page.Locator(".preview-table")).ToContainTextAsync("kunde0@postfach.example");
        await LookAsync("columns");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Confirm and import" }).ClickAsync();
        await Page.WaitForURLAsync(new Regex(@"/imports/\d+$"));
    }

    private async Task ReadQuarantineAsync()
    {
        await Expect(Page.Locator(".tag", new() { HasText = "Completed" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ExpectLineAsync("Imported", Delivered + Deferred + Deferred + Refused);
        await ExpectLineAsync("Quarantined", Strange);
        await Expect(Page.Locator(".reason-list")).ToContainTextAsync(StrangeWord);
        await Expect(Page.Locator(".quarantine-table")).ToContainTextAsync(StrangeWord[..2]);
        await LookAsync("quarantine");
    }

    private async Task CorrectAndRetryAsync()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Correct the columns" }).ClickAsync();
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Check the columns");
        await workspace.Ada.SettleAsync();
        await Page.GetByLabel($"{StrangeWord} means").SelectOptionAsync("Bounced");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save and retry the quarantine" }).ClickAsync();
        await Page.WaitForURLAsync(new Regex(@"/imports/\d+$"));
        await ExpectLineAsync("Quarantined", 0);
        await ExpectLineAsync("Imported", Delivered + Deferred + Deferred + Refused + Strange);
        await Expect(Page.Locator("#quarantine")).ToHaveCountAsync(0);
    }

    private async Task ReadReconciliationAsync()
    {
        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "From lines to rates" });
        await ExpectStepAsync(panel, "Attempts", Delivered + Deferred + Deferred + Refused + Strange);
        await ExpectStepAsync(panel, "put off", Deferred);
        await ExpectStepAsync(panel, "Deliveries", Delivered + Deferred + Refused + Strange);
        await ExpectStepAsync(panel, "waiting", 0);
        await Expect(panel).ToContainTextAsync($"{Delivered + Deferred} of {Delivered + Deferred + Refused + Strange}");
        await Expect(panel).ToContainTextAsync("Why another page may show other numbers");
        await LookAsync("reconciliation");
    }

    private async Task SeeSourceAsync()
    {
        await workspace.Ada.OpenAsync("/sources");
        await Expect(Page.Locator(".tag", new() { HasText = "confirmed" })).ToBeVisibleAsync();
        await LookAsync("sources");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Versandplattform" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What its logs can show" })).ToBeVisibleAsync();
        await workspace.Ada.SettleAsync();
        await LookAsync("source");
    }

    private async Task UploadAgainAsync()
    {
        await workspace.Ada.OpenAsync("/imports");
        await ChooseAsync(WriteExport());
        var row = Page.Locator(".import-table tbody tr").First;
        await Expect(row.Locator("[data-label=Status]")).ToHaveTextAsync("Completed", new() { Timeout = 60_000 });
        await Expect(row.Locator("[data-label=Imported]")).ToHaveTextAsync("0");
        await Expect(row.Locator("[data-label=Duplicates]")).ToHaveTextAsync((Delivered + Deferred + Deferred + Refused + Strange).ToString(CultureInfo.InvariantCulture));

        // The same content under another name is asked about, not counted twice.
        await Page.GetByLabel("Source").FillAsync("Another name");
        await ChooseAsync(WriteExport());
        await Page.GetByRole(AriaRole.Link, new() { Name = "Needs your answer" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Is this the same mail?" })).ToBeVisibleAsync();
        await workspace.Ada.SettleAsync();
        await LookAsync("same-file");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Same mail: add it to Versandplattform" }).ClickAsync();
        await ExpectLineAsync("Imported", 0);
        await ExpectLineAsync("Duplicates", Delivered + Deferred + Deferred + Refused + Strange);
    }

    private async Task ChooseAsync(string path)
    {
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Choose files" }).ClickAsync());
        await chooser.SetFilesAsync(path);
    }

    private Task ExpectFieldAsync(string column, string field) =>
        Expect(Page.GetByLabel($"Column {column} is", new() { Exact = true })).ToHaveValueAsync(field);

    private Task ExpectLineAsync(string label, int lines) =>
        Expect(Page.Locator("table.reconciliation").First.GetByRole(AriaRole.Row, new() { NameRegex = new Regex($"^{label}") }).Locator(".number"))
            .ToHaveTextAsync(lines.ToString(CultureInfo.InvariantCulture), new() { Timeout = 60_000 });

    private static Task ExpectStepAsync(ILocator panel, string label, int count) =>
        Expect(panel.Locator("tr", new() { Has = panel.Page.GetByRole(AriaRole.Rowheader, new() { Name = label, Exact = true }) }).Locator(".number"))
            .ToHaveTextAsync(count.ToString(CultureInfo.InvariantCulture));

    private async Task LookAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") is { } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"foreign-{name}.png"), FullPage = true });
        }
    }

    private string WriteExport()
    {
        var text = new StringBuilder("Zeitpunkt;Empfänger;Status;Fehlermeldung;Kampagne;Nachrichten-ID\r\n");
        var row = 0;
        var at = new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Unspecified);
        void Add(string word, string reply, int message)
        {
            var time = at.AddSeconds(30 * row++).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{time};kunde{message}@postfach.example;{word};{reply};\"Herbst; Teil 2\";m-{message:000000}\r\n");
        }

        for (var i = 0; i < Delivered; i++)
        {
            Add("zugestellt", "250 2.0.0 OK", i);
        }

        for (var i = 0; i < Deferred; i++)
        {
            Add("verzögert", "452 4.2.2 Postfach ist voll", 1000 + i);
            Add("zugestellt", "250 2.0.0 OK", 1000 + i);
        }

        for (var i = 0; i < Refused; i++)
        {
            Add("unzustellbar", "550 5.1.1 Benutzer unbekannt", 2000 + i);
        }

        for (var i = 0; i < Strange; i++)
        {
            Add(StrangeWord, "550 5.1.1 Benutzer unbekannt", 3000 + i);
        }

        var path = Path.Combine(workspace.Folder, "versand.csv");
        File.WriteAllBytes(path, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text.ToString()));
        return path;
    }
}
