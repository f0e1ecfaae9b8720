using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class BreakdownSortTests
{
    [Theory]
    [InlineData("block", "block", true)]
    [InlineData("BLOCK.asc", "block", false)]
    [InlineData("name", "name", false)]
    [InlineData("c.hour; drop table attempts", "attempted", true)]
    [InlineData(null, "attempted", true)]
    public void Only_known_columns_sort(string? word, string column, bool descending) =>
        Assert.Equal(new BreakdownSort(column, descending), BreakdownSort.Read(word));

    [Fact]
    public void A_rate_of_the_other_clock_falls_back_to_volume() =>
        Assert.Null(BreakdownSort.Read("retrySuccess").Order(Clock.Event)!.Over);

    [Fact]
    public void A_second_click_turns_the_order_round()
    {
        var once = BreakdownSort.Default.Toggled("block");

        Assert.Equal("block", once.Word);
        Assert.Equal("block.asc", once.Toggled("block").Word);
        Assert.Null(once.Toggled("attempted").Word);
    }
}
