using Dashboard.Core.Replies;

namespace Dashboard.Core.Tests.Replies;

/// <summary>Bounce mails as people paste them: what the receiver said is told apart from all that stands around it.</summary>
public sealed class BounceMailTests
{
    private const string Report = """
        Return-Path: <>
        From: MAILER-DAEMON@out.example.org
        Subject: Undelivered mail: your spam report
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        Your message could not be delivered.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; out.example.org
        Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0000

        Final-Recipient: rfc822; a@example.com
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.com
        Diagnostic-Code: smtp; 550 5.1.1 <a@example.com>: no such
            user here

        --b1
        Content-Type: message/rfc822

        Subject: mailbox full
        550 5.7.1 these are the sender's own words
        """;

    [Fact]
    public void Of_a_report_the_receivers_words_the_status_and_the_words_for_people_are_kept()
    {
        var mail = BounceMail.Read(Report);

        Assert.Equal("Your message could not be delivered.", mail.Words);
        Assert.Equal(["smtp; 550 5.1.1 <a@example.com>: no such user here"], mail.Diagnostics);
        Assert.Equal("5.1.1", mail.Status?.ToString());
        Assert.False(mail.IsDelayed);
    }

    [Fact]
    public void A_quoted_report_reads_as_the_report_itself()
    {
        var quoted = string.Join('\n', Report.Split('\n').Select(line => "> " + line));

        Assert.Equal(BounceMail.Read(Report).Diagnostics, BounceMail.Read(quoted).Diagnostics);
    }

    [Fact]
    public void A_field_whose_folded_line_lost_its_space_goes_on() => Assert.Equal(
        ["smtp; 552 5.2.2 the mailbox is full"], BounceMail.Read("Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2\nthe mailbox is full\n\nBye").Diagnostics);

    [Fact]
    public void A_status_that_says_nothing_is_none() => Assert.Null(BounceMail.Read("Action: failed\nStatus: 5.0.0\n").Status);

    [Fact]
    public void The_first_status_that_says_something_counts() => Assert.Equal("5.2.1", BounceMail.Read("Status: 5.0.0\n\nStatus: 5.2.1\n\nStatus: 5.1.1\n").Status?.ToString());

    [Fact]
    public void A_whole_reply_in_place_of_a_status_is_a_reply() => Assert.Equal(["550 no such user"], BounceMail.Read("Action: failed\nStatus: 550 no such user\n").Diagnostics);

    [Fact]
    public void A_delayed_report_is_a_delay() => Assert.True(BounceMail.Read("Final-Recipient: rfc822; a@example.com\nAction: delayed\nStatus: 4.4.1\n").IsDelayed);

    [Fact]
    public void The_status_that_a_server_notes_in_brackets_is_the_status() =>
        Assert.Equal("5.1.1", BounceMail.Read("The address does not exist here.\n    <mx.example.com #5.1.1>").Status?.ToString());

    [Fact]
    public void Quoted_printable_is_read() =>
        Assert.Equal("Das Postfach ist überfüllt", BounceMail.Read("Content-Transfer-Encoding: quoted-printable\n\nDas Postfach ist =C3=BCber=\nf=C3=BCllt").Words);

    [Fact]
    public void A_base64_part_is_read() =>
        Assert.Contains("unknown user", BounceMail.Read("Content-Transfer-Encoding: base64\n\ndW5rbm93biB1c2Vy\n").Words, StringComparison.Ordinal);

    [Fact]
    public void Html_is_read_and_addresses_in_brackets_stay() =>
        Assert.Equal("Failed:\n\n\n<a@example.com> is unknown", BounceMail.Read("<p>Failed:</p>\n<p>&lt;a@example.com&gt; is unknown</p>").Words);

    [Fact]
    public void A_logs_underscores_are_spaces() => Assert.Equal(
        "192.0.2.1 failed after I sent the message./Remote host said: 550 spam\nGiving up on 192.0.2.1.",
        BounceMail.Read("192.0.2.1_failed_after_I_sent_the_message./Remote_host_said:_550_spam/Giving_up_on_192.0.2.1.").Words.Replace("\r", "", StringComparison.Ordinal));

    [Fact]
    public void A_reply_is_no_mail_and_stays_as_it_is()
    {
        const string Reply = "550-Subject: spam\n550 see our page";

        Assert.False(BounceMail.IsIn(Reply));
        Assert.Equal(Reply, BounceMail.Read(Reply).Words);
    }

    [Theory]
    [InlineData("Hi. This is the qmail-send program at out.example.org.\n<a@example.com>:\nSorry", true)]
    [InlineData("Final-Recipient: rfc822;a@example.com\nAction: failed", true)]
    [InlineData("Delivery has failed to these recipients:\na@example.com", true)]
    [InlineData("one reply without a code\nanother", false)]
    [InlineData("to=<a@example.com>, status=bounced (mail could not be delivered)\nto=<b@example.com>, status=bounced (no)", false)]
    [InlineData("smtp; 550 5.4.1 message could not be delivered\nsmtp; 550 5.1.1 no", false)]
    [InlineData("Delivery has failed", false)]
    public void A_mail_is_told_from_replies_and_logs(string text, bool isMail) => Assert.Equal(isMail, BounceMail.IsIn(text));

    [Fact]
    public void However_long_and_odd_a_text_is_reading_it_ends()
    {
        foreach (var piece in (string[])["> ", "=\n", "<p", "&lt;", "Diagnostic-Code: ", "Content-Transfer-Encoding: base64\n\nAAAA\n", "\n\n", "_said:_", "--", "#5.1.1"])
        {
            var mail = BounceMail.Read(string.Concat(Enumerable.Repeat(piece, 100_000)));

            Assert.True(mail.Words.Length <= 64 * 1024);
            Assert.True(mail.Diagnostics.Count <= 8);
        }
    }
}
