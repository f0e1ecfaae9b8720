using Dashboard.Core.Replies;

namespace Dashboard.Core.Tests.Replies;

public sealed class PastedRepliesTests
{
    [Fact]
    public void Every_line_is_a_reply() =>
        Assert.Equal(["550 5.1.1 no such user", "no code at all", "421 later"], Split("550 5.1.1 no such user\r\nno code at all\n\n  421 later  \n"));

    [Fact]
    public void The_lines_of_one_reply_stay_together() => Assert.Equal(
        ["550-5.7.26 first\n550-5.7.26 second\n550 5.7.26 last", "550 5.1.1 another"],
        Split("550-5.7.26 first\n550-5.7.26 second\n550 5.7.26 last\n550 5.1.1 another"));

    [Fact]
    public void A_reply_that_a_log_wrote_into_one_line_ends_there() => Assert.Equal(
        ["550-5.1.1 first 550 5.1.1 last", "550-5.1.1 again 550 5.1.1 last"],
        Split("550-5.1.1 first 550 5.1.1 last\n550-5.1.1 again 550 5.1.1 last"));

    [Fact]
    public void Words_before_the_reply_do_not_part_its_lines() =>
        Assert.Equal(["smtp;550-5.7.1 first\n550 5.7.1 last", "421 next"], Split("smtp;550-5.7.1 first\n550 5.7.1 last\n421 next"));

    [Fact]
    public void A_line_that_goes_on_ends_where_another_code_begins() =>
        Assert.Equal(["550-5.7.1 cut off", "421 next"], Split("550-5.7.1 cut off\n421 next"));

    [Fact]
    public void A_bounce_mail_is_one()
    {
        const string Mail = "Your message could not be delivered.\n\n550 5.1.1 no such user\n\nDiagnostic-Code: smtp; 550 5.1.1 no such user";

        Assert.Equal([Mail], Split(Mail + "\n"));
    }

    [Fact]
    public void No_more_are_given_than_wanted() => Assert.Equal(["550 a", "550 b"], PastedReplies.Split("550 a\n550 b\n550 c", 2));

    [Fact]
    public void Nothing_pasted_is_no_reply() => Assert.Empty(Split(" \r\n\t\n"));

    private static IReadOnlyList<string> Split(string text) => PastedReplies.Split(text, 100);
}
