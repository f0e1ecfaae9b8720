using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ResultKindTests
{
    private static readonly ReportState State = new(
        new ReportFilter(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), []), TimeZoneInfo.Utc);

    [Theory]
    [InlineData("http://localhost:5080/campaigns", Dimension.Campaign)]
    [InlineData("http://localhost:5080/campaigns/streams?page=2", Dimension.Campaign)]
    [InlineData("http://localhost:5080/streams/promotional?provider=yahoo", Dimension.Stream)]
    [InlineData("/streams", Dimension.Stream)]
    public void The_address_tells_campaigns_and_streams_apart(string address, Dimension dimension) =>
        Assert.Equal(dimension, ResultKind.Of(address).Dimension);

    [Fact]
    public void A_link_drops_the_condition_that_the_page_itself_is()
    {
        var narrowed = State.With(Dimension.Campaign, "spring").With(Dimension.Provider, "yahoo");

        Assert.Equal("/campaigns/autumn?provider=yahoo", ResultKind.Campaigns.Link("autumn", narrowed));
        Assert.Equal("/streams/promotional?provider=yahoo&campaign=spring", ResultKind.Streams.Link("promotional", narrowed));
    }

    [Fact]
    public void One_is_counted_in_the_singular()
    {
        Assert.Equal("1 campaign", ResultKind.Campaigns.Counted(1));
        Assert.Equal("1,200 streams", ResultKind.Streams.Counted(1200));
    }
}
