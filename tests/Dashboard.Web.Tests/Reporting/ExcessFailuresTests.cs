using Dashboard.Core.Metrics;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ExcessFailuresTests
{
    [Fact]
    public void One_bad_day_does_not_move_the_usual_rate() =>
        Assert.Equal(0.05, ExcessFailures.Usual([new Rate(5, 100), new Rate(5, 100), new Rate(60, 100), new Rate(4, 100), new Rate(6, 100)]));

    [Fact]
    public void A_day_counts_by_its_volume() =>
        Assert.Equal(0.1, ExcessFailures.Usual([new Rate(100, 1000), new Rate(0, 10), new Rate(0, 10), new Rate(0, 10)]));

    [Fact]
    public void Too_little_mail_has_no_usual_rate()
    {
        var failures = new ExcessFailures(new Rate(5, 10), ExcessFailures.Usual([new Rate(1, 19)]));

        Assert.Null(failures.Excess);
    }

    [Fact]
    public void Excess_is_what_the_usual_rate_would_not_have_made() =>
        Assert.Equal(150, new ExcessFailures(new Rate(200, 1000), 0.05).Excess);
}
