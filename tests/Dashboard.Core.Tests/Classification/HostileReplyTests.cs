using System.Diagnostics;
using Dashboard.Core.Classification;

namespace Dashboard.Core.Tests.Classification;

/// <summary>Replies that are broken or meant to break something: each has one sensible meaning, soon.</summary>
public sealed class HostileReplyTests
{
    private const string Unknown = "550 5.1.1 <a@example.com>: Recipient address rejected: User unknown";

    [Fact]
    public void A_megabyte_is_read_as_far_as_a_reply_can_reach_and_ends_at_once()
    {
        var filler = new string('x', 1024 * 1024);
        var started = Stopwatch.GetTimestamp();

        Assert.Equal("rejected-invalid-user", Category(Unknown + " " + filler));
        Assert.Equal("rejected-unclassified", Category("550 " + filler + " User unknown"));
        Assert.Equal("rejected-unclassified", Category(filler + " said: " + Unknown));
        Assert.Equal("rejected-unclassified", Category(string.Concat(Enumerable.Repeat("550 4.2.2.1 <<< :", 65_536))));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("\u0001\u0002550\u0007 5.1.1 \u001b[31mUser unknown\u001b[0m")]
    [InlineData("550 5.1.1 User\0unknown: User unknown")]
    [InlineData("\0\0550 5.1.1 User unknown\0")]
    [InlineData("550 5.1.1 \u202eUser unknown\u202c")]
    [InlineData("550 5.1.1 User unknown \ud83d")]
    [InlineData("550 5.1.1 User unknown \udc00 \ud800")]
    [InlineData("550\t5.1.1\tUser\tunknown")]
    [InlineData("   550 5.1.1   User    unknown")]
    [InlineData("550 5.1.1 User unknown <script>alert(1)</script>")]
    [InlineData("<html><body><p>550 5.1.1 <b>User unknown</b></p></body></html>")]
    [InlineData("<div>The mail system</div><br>&lt;a@example.com&gt;: host mx.example.com said: 550 5.1.1 User unknown<br>")]
    public void Control_signs_markup_and_half_letters_hide_nothing(string reply)
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw(reply, null, null);

        Assert.Equal("rejected-invalid-user", verdict.Category.Name);
        Assert.DoesNotContain(verdict.Template, sign => char.IsControl(sign) || char.IsSurrogate(sign));
    }

    [Theory]
    [InlineData("User unknown", "rejected-invalid-user")]
    [InlineData("Mailbox is full", "rejected-mailbox-full")]
    [InlineData("Server busy", "deferred-server-unavailable")]
    [InlineData("Greylisted, come back", "deferred-greylisting")]
    [InlineData("hello", "rejected-unclassified")]
    [InlineData("", "rejected-unclassified")]
    [InlineData("   \r\n\t ", "rejected-unclassified")]
    public void Without_a_code_the_words_alone_decide(string reply, string category) => Assert.Equal(category, Category(reply));

    [Theory]
    [InlineData("550 4.2.2.1 User unknown", 550, null)]
    [InlineData("4.2.2.1 is not welcome here", null, null)]
    [InlineData("550 5.7.1.12 blocked", 550, null)]
    [InlineData("452 5.2.2 Mailbox full", 452, "5.2.2")]
    [InlineData("552 4.2.2 Mailbox full", 552, "4.2.2")]
    [InlineData("55 5.1.1 User unknown", null, null)]
    [InlineData("5501 User unknown", null, null)]
    [InlineData("999 User unknown", null, null)]
    public void What_only_looks_like_a_code_is_none(string reply, int? code, string? enhanced)
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw(reply, null, null);

        Assert.Equal((code, enhanced), (verdict.Code, verdict.Enhanced?.ToString()));
    }

    [Theory]
    [InlineData("452 5.2.2 Mailbox full", "deferred-mailbox-full")]
    [InlineData("552 4.2.2 Mailbox full", "rejected-mailbox-full")]
    [InlineData("550 4.2.2.1 User unknown", "rejected-invalid-user")]
    public void Of_two_codes_that_disagree_the_reply_code_decides_the_outcome(string reply, string category) => Assert.Equal(category, Category(reply));

    [Theory]
    [InlineData("550-mx.example.com\r\n550-We regret\r\n550 5.1.1 User unknown")]
    [InlineData("550-mx.example.com 550-We regret 550 5.1.1 User unknown")]
    [InlineData("550-5.7.1 mx.example.com\n550-5.7.1 We regret\n550 5.1.1 No such user here")]
    public void The_last_line_of_many_can_be_the_one_that_says_it(string reply)
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw(reply, null, null);

        Assert.Equal(("rejected-invalid-user", "5.1.1"), (verdict.Category.Name, verdict.Enhanced?.ToString()));
    }

    private static string Category(string reply) => ReplyClassifier.Default.ClassifyRaw(reply, null, null).Category.Name;
}
