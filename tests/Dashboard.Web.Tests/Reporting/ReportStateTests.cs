using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Web;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ReportStateTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly (DateTimeOffset From, DateTimeOffset To) September =
        (new DateTimeOffset(2026, 8, 31, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("/?from=2026-09-11&to=2026-09-12&provider=yahoo&provider=gmail&not.stream=promotional&clock=cohort&compare=none")]
    [InlineData("/?from=2026-09-11T09:00&to=2026-09-11T13:00&campaign=a%26b%3Dc%20%25%20%C3%A9")]
    [InlineData("/?provider=")]
    [InlineData("/")]
    public void A_written_address_is_read_as_the_same_view(string address)
    {
        var written = DashboardUrls.Report("/", Read(address));

        Assert.Equal(address, written);
        Assert.Equal(address, DashboardUrls.Report("/", Read(written)));
    }

    [Fact]
    public void Days_of_the_address_are_days_of_the_workspace()
    {
        var state = Read("/?from=2026-09-11&to=2026-09-12");

        Assert.Equal(new DateTimeOffset(2026, 9, 10, 22, 0, 0, TimeSpan.Zero), state.Filter.From);
        Assert.Equal(TimeSpan.FromDays(1), state.Length);
    }

    [Theory]
    [InlineData("/?provider=gmail&not.provider=gmail", "Provider")]
    [InlineData("/?provider=gmail&provider=yahoo&not.provider=gmail&not.provider=yahoo&stream=a&not.stream=a", "Provider Stream")]
    [InlineData("/?provider=gmail&provider=yahoo&not.provider=gmail", "")]
    [InlineData("/?provider=gmail&not.stream=gmail", "")]
    public void Conditions_that_exclude_all_they_include_are_a_contradiction(string address, string dimensions) =>
        Assert.Equal(dimensions, string.Join(' ', Read(address).Contradictions));

    [Fact]
    public void Words_that_cannot_be_read_are_named_and_left_out()
    {
        var state = Read("/?from=yesterday&clock=wall&colour=red&provider=yahoo");

        Assert.Equal(["clock", "colour", "from"], state.Problems.Select(p => p.Field).Order());
        Assert.Equal(September.From, state.Filter.From);
        Assert.Null(state.ChosenClock);
        Assert.Equal(["yahoo"], Assert.Single(state.Filter.Conditions).Values);
    }

    [Theory]
    [InlineData("/?from=2026-09-12&to=2026-09-11")]
    [InlineData("/?from=0001-01-01&to=9999-12-31")]
    public void A_range_that_cannot_be_shown_gives_way_to_the_default(string address)
    {
        var state = Read(address);

        Assert.Equal(September, (state.Filter.From, state.Filter.To));
        Assert.False(state.HasOwnRange);
        Assert.NotEmpty(state.Problems);
    }

    [Fact]
    public void A_range_is_widened_to_whole_hours()
    {
        var state = Read("/?from=2026-09-11T09:20&to=2026-09-11T10:01");

        Assert.Equal("/?from=2026-09-11T09:00&to=2026-09-11T11:00", DashboardUrls.Report("/", state));
        Assert.Single(state.Problems);
    }

    [Fact]
    public void Domains_together_with_campaigns_are_widened_to_whole_days()
    {
        var state = Read("/?from=2026-09-11T09:00&to=2026-09-11T11:00&domain=yahoo.com&campaign=spring");

        Assert.Equal(TimeSpan.FromDays(1), state.Length);
        Assert.Single(state.Problems);
    }

    [Fact]
    public void A_value_is_either_included_or_excluded()
    {
        var state = Read("/?provider=yahoo&provider=gmail").Adding(Dimension.Provider, "yahoo", isExcluded: true);

        Assert.Equal("/?provider=gmail&not.provider=yahoo", DashboardUrls.Report("/", state));
        Assert.Equal("/?provider=gmail", DashboardUrls.Report("/", state.Removing(Dimension.Provider, "yahoo", isExcluded: true)));
    }

    [Fact]
    public void A_change_of_the_filter_keeps_the_pages_own_words_but_not_the_place_in_its_list()
    {
        const string address = "http://localhost/replies?outcome=deferred&page=4&provider=yahoo";

        Assert.Equal("/replies?outcome=deferred", DashboardUrls.Here(address, Read("/")));
        Assert.Equal("/replies?outcome=deferred&provider=yahoo&sort=block", DashboardUrls.Here(address, PageWords.Sort, "block"));
        Assert.Equal("/replies?outcome=deferred&provider=yahoo&page=5", DashboardUrls.Here(address, PageWords.Page, "5"));
    }

    [Fact]
    public void Navigation_keeps_the_view_and_drops_what_belongs_to_the_page() =>
        Assert.Equal(
            "/campaigns?from=2026-09-11&not.pool=a",
            DashboardUrls.Keeping("/campaigns", "http://localhost/replies?outcome=deferred&from=2026-09-11&not.pool=a&nonsense=1"));

    [Fact]
    public void Links_carry_the_slice_behind_a_number()
    {
        var state = Read("/?provider=yahoo");

        Assert.Equal("/replies?provider=yahoo&outcome=deferred", DashboardUrls.ReplyList(state, EventType.Deferred));
        Assert.Equal("/replies/7?provider=yahoo", DashboardUrls.Reply(7, state));
        Assert.Equal("/attempts?provider=yahoo&type=deferred&type=rejected&template=7", DashboardUrls.AttemptList(state, [EventType.Deferred, EventType.Rejected], 7));
        Assert.Equal("/domains/yahoo.com?provider=yahoo", DashboardUrls.Domain("yahoo.com", state));
        Assert.Equal("/providers/gmail", DashboardUrls.Provider("gmail", state));
    }

    private static ReportState Read(string address) => ReportState.Read(DashboardUrls.WordsOf(address), Berlin, September);
}
