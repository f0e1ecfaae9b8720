using Dashboard.Core.Metrics;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class StandoutTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, Rate> NothingBefore = [];

    [Fact]
    public void The_stretch_holds_the_bad_hours_and_no_others()
    {
        // 5 of 100 every hour; 65 of 100 from 09:00 to 12:00.
        var found = Assert.Single(Standout.Find(Hours("yahoo", 48, h => h is >= 9 and < 13 ? 65 : 5), NothingBefore));

        Assert.Equal((Start.AddHours(9), Start.AddHours(12)), (found.First, found.Last));
        Assert.Equal(new Rate(260, 400), found.Observed);
        Assert.Equal(new Rate(220, 4400), found.Usual);
        Assert.Equal(240, found.Excess, 6);
    }

    [Fact]
    public void A_rate_that_is_high_all_the_time_is_usual() =>
        Assert.Empty(Standout.Find(Hours("other", 48, _ => 63), NothingBefore));

    [Fact]
    public void What_fills_the_whole_range_is_seen_by_what_was_before_it()
    {
        var before = new Dictionary<string, Rate> { ["yahoo"] = new(500, 10_000) };

        Assert.Equal(Start, Assert.Single(Standout.Find(Hours("yahoo", 10, _ => 60), before)).First);
    }

    [Fact]
    public void Chance_does_not_stand_out() =>
        Assert.Empty(Standout.Find(Hours("gmail", 200, h => h % 7 == 0 ? 9 : 4), NothingBefore));

    [Fact]
    public void Very_few_do_not_stand_out() =>
        Assert.Empty(Standout.Find([new RateAt("zoho", Start, new Rate(15, 15)), .. Hours("zoho", 20, _ => 1).Skip(1)], NothingBefore));

    [Fact]
    public void The_largest_excess_comes_first() =>
        Assert.Equal(
            ["big", "small"],
            Standout.Find([.. Hours("small", 48, h => h == 3 ? 60 : 2), .. Hours("big", 48, h => h == 3 ? 90 : 2)], NothingBefore).Select(s => s.Key));

    private static IEnumerable<RateAt> Hours(string key, int count, Func<int, long> numerator) =>
        Enumerable.Range(0, count).Select(h => new RateAt(key, Start.AddHours(h), new Rate(numerator(h), 100)));
}
