using Dashboard.Storage.Accounts;
using Dashboard.Storage.Queries;
using Dashboard.Testing;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class SiteSearchTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.ExecuteAsync(
            """
            insert into domains (name) values ('gmail.com'), ('mail.example') on conflict do nothing;
            insert into domains (name) select 'many' || n || '.example' from generate_series(1, 30) n on conflict do nothing;
            insert into routes (name, by_domain, provider) values ('gmail.com', true, 'gmail') on conflict do nothing;
            insert into flows (source_id, client, campaign, stream, pool) values (1, '', 'spring-mailing', 'promotional', 'pool-a') on conflict do nothing;
            """,
            _token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_name_leads_to_its_page_whatever_kind_it_is()
    {
        Assert.Equal(
            [
                "Providers: Gmail /providers/gmail",
                "Recipient domains: gmail.com /domains/gmail.com",
                "Replies: Replies that say “gmail” /replies?search=gmail",
            ],
            await LinesAsync("gmail"));
        Assert.Contains("Campaigns: spring-mailing /campaigns/spring-mailing", await LinesAsync("MAILING"));
        Assert.Contains("Streams: promotional /streams/promotional", await LinesAsync("promo"));
    }

    [Fact]
    public async Task A_whole_address_leads_to_its_deliveries_first()
    {
        var lines = await LinesAsync("ada1@example.com");

        Assert.Equal("Deliveries: Mail to ada1@example.com /deliveries?recipient=ada1%40example.com", lines[0]);
        Assert.Equal("Deliveries: Message-ID ada1@example.com /deliveries?messageId=ada1%40example.com", lines[1]);
    }

    [Theory]
    [InlineData("<20260911.42@mail.example>", "Message-ID <20260911.42@mail.example>")]
    [InlineData("@mail.example", "Deliveries to @mail.example")]
    [InlineData("mail.example", "Deliveries to @mail.example")]
    public async Task Messages_and_domains_are_known_by_their_form(string text, string title) =>
        Assert.Contains(title, (await FindAsync(text)).Single(g => g.Title == "Deliveries").Hits.Select(h => h.Title));

    [Fact]
    public async Task At_most_eight_of_a_kind_are_listed() =>
        Assert.Equal(SiteSearch.MostHits, (await FindAsync("many")).Single(g => g.Title == "Recipient domains").Hits.Count);

    [Fact]
    public async Task A_rate_leads_to_its_definition_and_a_service_to_its_help()
    {
        Assert.Contains("Help and definitions: Hard-bounce rate: definition /definitions#hardBounce", await LinesAsync("hard-b"));
        Assert.Contains("Help and definitions: SendGrid /help/sendgrid", await LinesAsync("sendgrid"));
    }

    [Theory]
    [InlineData(Roles.Administrator, true)]
    [InlineData(Roles.Analyst, false)]
    [InlineData(Roles.Viewer, false)]
    public async Task Pages_of_administrators_are_listed_for_administrators_only(string role, bool isListed) =>
        Assert.Equal(isListed, (await FindAsync("api keys", role)).Any(g => g.Title == "Pages"));

    [Fact]
    public async Task The_dates_of_the_page_stay_and_its_conditions_do_not()
    {
        var groups = await Search().FindAsync("spring", "/streams?from=2026-09-01&to=2026-09-08&provider=yahoo", Roles.Viewer, _token);

        Assert.Equal("/campaigns/spring-mailing?from=2026-09-01&to=2026-09-08", groups.Single(g => g.Title == "Campaigns").Hits[0].Address);
    }

    private SiteSearch Search() => new(
        new DimensionValuesQuery(database.DataSource),
        new ReportDefaults(new WorkspaceZone(database.Contexts, TimeProvider.System), new CompletenessQuery(database.DataSource), TimeProvider.System));

    private Task<IReadOnlyList<SearchGroup>> FindAsync(string text, string role = Roles.Viewer) => Search().FindAsync(text, "/", role, _token);

    private async Task<IReadOnlyList<string>> LinesAsync(string text) =>
        [.. (await FindAsync(text)).SelectMany(g => g.Hits.Select(h => $"{g.Title}: {h.Title} {h.Address}"))];
}
