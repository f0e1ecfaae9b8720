using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

/// <summary>The human part of bounce mails: the receiver's words inside it decide.</summary>
public sealed class BounceProseTests
{
    [Theory]
    [InlineData(
        "This is the mail system at host out.example.org. I'm sorry to have to inform you that your message could not be delivered. <a@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 <a@example.com>: User unknown (in reply to RCPT TO command)",
        "rejected-invalid-user")]
    [InlineData(
        "A message that you sent could not be delivered. This is a permanent error. The following address failed: a@example.com SMTP error from remote mail server after RCPT TO:<a@example.com>: host mx.example.com [192.0.2.1]: 552 5.2.2 Mailbox full",
        "rejected-mailbox-full")]
    [InlineData(
        "   ----- Transcript of session follows -----\n... while talking to mx.example.com.:\n>>> DATA\n<<< 550 5.1.1 <a@example.com>... User unknown\n<<< 503 5.0.0 Need RCPT (recipient)",
        "rejected-invalid-user")]
    [InlineData(
        "Message blocked. Your message to a@example.com has been blocked. See technical details below. The response was: 550 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org",
        "rejected-reputation")]
    [InlineData(
        "Hi. This is the qmail-send program. I'm afraid I wasn't able to deliver your message. <a@example.com>: 192.0.2.1 failed after I sent the message. Remote host said: 554 5.7.1 Message rejected as spam",
        "rejected-content")]
    [InlineData("An error occurred. Technical report: 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>", "deferred-server-unavailable")]
    [InlineData("Delivery has been delayed. Delay reason: SMTP error from remote mail server: 452 4.2.2 The mailbox is full", "deferred-mailbox-full")]
    [InlineData("THIS IS A WARNING MESSAGE ONLY. Delivery to the following recipients has been delayed.", "deferred-server-unavailable")]
    [InlineData("retry timeout exceeded", "deferred-server-unavailable")]
    [InlineData("a@example.com mailbox is full: retry timeout exceeded", "deferred-mailbox-full")]
    [InlineData("This is a permanent error. <a@example.com> Reason: delivery retry timeout exceeded", "rejected-expired")]
    [InlineData("== a@example.com R=dns T=smtp defer (-1): lookup did not complete", "deferred-dns")]
    [InlineData("451 <a@example.com>... example.com: Name server timeout\nWarning: message still undelivered after 8 hours", "deferred-dns")]
    [InlineData("The message could not be delivered. Hop count exceeded - possible mail loop", "rejected-protocol-error")]
    public void What_the_receiver_said_decides(string prose, string category) =>
        Assert.Equal(category, ReplyClassifier.Default.ClassifyRaw(prose, null, null).Category.Name);

    [Theory]
    [InlineData("It failed.\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 over the limit", "rejected-mailbox-full")]
    [InlineData("It failed.\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n", "rejected-invalid-user")]
    [InlineData("It failed.\n\nFinal-recipient: RFC822; a@example.com\nAction: failed\nStatus: 5.0.0\nX-Supplementary-Info: <mx.example.com #5.0.0 smtp; 550 mailbox is\n full>", "rejected-mailbox-full")]
    [InlineData("It waits.\n\nFinal-Recipient: rfc822; a@example.com\nAction: delayed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 mailbox full", "deferred-mailbox-full")]
    [InlineData("Subject: out of quota\nFrom: a user unknown to us <a@example.com>\n\nYour message could not be delivered: 554 5.7.1 rejected as spam", "rejected-content")]
    [InlineData("Your message could not be delivered: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\nSubject: spam\n\n554 5.7.1 rejected as spam", "rejected-invalid-user")]
    [InlineData("Die Nachricht konnte nicht zugestellt werden.\n\na@example.com\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.\n\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", "rejected-invalid-user")]
    [InlineData("   ----- Transcript of session follows -----\n... while talking to mx.example.com:\n>>> DATA\n<<< 550-Verification failed for <s@example.org>\n<<< 550-No such user here\n<<< 550 Sender verify failed\n550 5.1.1 <a@example.com>... User unknown", "rejected-sender-rejected")]
    [InlineData("It failed for now.\n\nExceeded the hourly limit of mails\n\nAction: failed\nFinal-Recipient: rfc822; a@example.com\nStatus: 5.0.0", "rejected-rate-limit")]
    [InlineData("<a@example.com>: host mx.example.com[192.0.2.1] said: 553 host.example.org does not exist (in reply to MAIL FROM command)", "rejected-sender-rejected")]
    [InlineData("<a@example.com>: host mx.example.com[192.0.2.1] refused\n    to talk to me: 554 mx.example.com", "rejected-reputation")]
    [InlineData("It failed after MAIL\n    FROM::\n    553 5.3.0 DNSBL: blocked, ask abuse@example.com", "rejected-reputation")]
    [InlineData("It was rejected. The error that the other server returned was: 550 550 unknown user (state 14).", "rejected-invalid-user")]
    [InlineData("The host said:\n<a@example.com>: host mx.example.com[192.0.2.1] refused to talk to me: 554 5.7.1 no access", "rejected-reputation")]
    [InlineData("<a@example.com>: host smtp.example.net[192.0.2.1] SASL authentication failed; server said: 525 5.7.13 Account disabled", "rejected-auth")]
    [InlineData("<a@example.com>... Deferred: 421 Quux is not frobnicated", "deferred-unclassified")]
    [InlineData("<a@example.com>: Command died with status 127: \"/usr/bin/filter\"", "rejected-server-unavailable")]
    [InlineData("550-Requested action not taken: mailbox unavailable\n550 Harvest attack suspected from 192.0.2.1", "rejected-reputation")]
    public void A_whole_mail_is_read_for_its_meaning(string mail, string category) =>
        Assert.Equal(category, ReplyClassifier.Default.ClassifyRaw(mail, null, null).Category.Name);

    [Fact]
    public void Words_about_the_sender_condemn_no_recipient()
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw("550-Verification failed for <s@example.org>\n550-No Such User Here\n550 Sender verify failed", null, null);

        Assert.Equal("rejected-sender-rejected", verdict.Category.Name);
        Assert.DoesNotContain(NextAction.Suppress, verdict.Classification.Actions);
    }

    [Fact]
    public void A_number_in_a_sentence_is_no_code()
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw("We tried to send 550 messages of 421 senders to nobody.", null, null);

        Assert.Null(verdict.Code);
        Assert.Equal("rejected-unclassified", verdict.Category.Name);
    }

    [Fact]
    public void A_stored_template_is_judged_by_what_it_quotes_and_its_trace_says_so()
    {
        var facts = Facts("Delivery failed for a@example.com. Your spam filter may tell more. Remote host said: 550 5.1.1 No such user here", type: EventType.AsynchronousBounce);

        Assert.Equal("no-such-user", ReplyClassifier.Default.Classify(facts).RuleId);
        Assert.Equal("no-such-user", ReplyClassifier.Default.Trace(facts).Winner?.Rule.Id);
    }
}
