using Dashboard.Core.Classification;

namespace Dashboard.Core.Tests.Classification;

/// <summary>Replies whose codes or words mislead: what the product's rules make of them, taken together.</summary>
public sealed class ProductVerdictsTests
{
    private static readonly Reason[] OfFinalRefusalsOnly =
    [
        Reason.InvalidUser, Reason.InactiveUser, Reason.InvalidDomain, Reason.MessageTooLarge, Reason.RelayDenied, Reason.SenderRejected,
        Reason.ProtocolError, Reason.Expired,
    ];

    [Fact]
    public void A_reason_that_no_deferral_has_stands_in_rules_of_final_refusals() =>
        Assert.All(
            RuleSet.Default.Rules.Where(rule => OfFinalRefusalsOnly.Contains(rule.Reason)),
            rule => Assert.True(rule.IsFinal, $"{rule.File}: {rule.Id} needs \"outcome\": \"rejected\""));

    [Fact]
    public void A_code_without_words_never_condemns_a_mailbox() =>
        Assert.All(
            RuleSet.Default.Rules.Where(rule =>
                rule is { HasText: false, Providers.Count: 0, Reason: Reason.InvalidUser or Reason.InactiveUser }),
            rule => Assert.Equal(EvidenceTier.Ambiguous, rule.Tier));

    [Theory]
    [InlineData("550 5.1.1 <a@example.com> 192.0.2.1 has sent to too many recipients this hour.", "rejected-rate-limit")]
    [InlineData("550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents delivery.", "rejected-rate-limit")]
    [InlineData("553 5.1.8 Domain of sender address <a@example.org> does not exist", "rejected-sender-rejected")]
    [InlineData("550 5.1.7 No such domain example.org", "rejected-sender-rejected")]
    [InlineData("550 5.1.0 <a@example.org>: Sender address rejected: User unknown", "rejected-sender-rejected")]
    [InlineData("550 5.7.1 Too many invalid recipients", "rejected-reputation")]
    [InlineData("550 The account or domain may not exist, they may be blacklisted, or missing dns entries.", "rejected-unclassified")]
    [InlineData("550 5.1.1 Your IP 192.0.2.1 is on our block list; no such user", "rejected-reputation")]
    [InlineData("550 5.1.1 Message rejected due to spam, user unknown or not", "rejected-content")]
    [InlineData("550 5.7.1 Your account has been suspended. Contact your provider", "rejected-auth")]
    [InlineData("535 5.7.8 user unknown", "rejected-auth")]
    [InlineData("550 5.7.1 Return-path address does not exist", "rejected-sender-rejected")]
    [InlineData("450 4.1.1 <a@example.com>: Recipient address rejected: User unknown in local recipient table", "deferred-unclassified")]
    [InlineData("550 Host or domain name not found. Name service error for name=example.com type=A: not found", "rejected-invalid-domain")]
    [InlineData("550", "rejected-unclassified")]
    [InlineData("554 5.7.1", "rejected-policy")]
    public void A_reply_that_is_not_about_the_mailbox_suppresses_nobody(string reply, string category)
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw(reply, null, null);

        Assert.Equal(category, verdict.Category.Name);
        Assert.DoesNotContain(NextAction.Suppress, verdict.Classification.Actions);
    }

    [Theory]
    [InlineData("550 Unknown user a@docomo.ne.jp", "docomo.ne.jp")]
    [InlineData("550 Mailbox unavailable or access denied.", "qq.com")]
    [InlineData("550 5.1.1 Rejected", "example.com")]
    [InlineData("550 This account has been temporarily suspended", "example.com")]
    [InlineData("554 5.5.1 Error: no valid recipients", "example.com")]
    public void A_reply_that_may_mean_something_else_asks_for_a_second_look(string reply, string recipientDomain)
    {
        var classification = ReplyClassifier.Default.ClassifyRaw(reply, null, recipientDomain).Classification;

        Assert.Equal(EvidenceTier.Ambiguous, classification.Tier);
        Assert.Equal(NextAction.Revalidate, classification.Action);
    }

    [Theory]
    [InlineData("550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in virtual mailbox table")]
    [InlineData("550 5.7.1 No such user!")]
    [InlineData("511 sorry, no mailbox here by that name (#5.1.1 - chkuser)")]
    [InlineData("550 5.1.1 Empfänger unbekannt")]
    [InlineData("550 Нет такого пользователя")]
    [InlineData("550 用户不存在")]
    [InlineData("550 5.1.1 Usuário inexistente")]
    public void A_reply_that_says_plainly_that_nobody_is_there_is_enough_once(string reply)
    {
        var verdict = ReplyClassifier.Default.ClassifyRaw(reply, null, null);

        Assert.Equal("rejected-invalid-user", verdict.Category.Name);
        Assert.Equal(EvidenceTier.Confirmed, verdict.Classification.Tier);
        Assert.Equal(NextAction.Suppress, verdict.Classification.Action);
    }

    [Theory]
    [InlineData("554 5.7.1 Message rejected", "postfix", "rejected-policy")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied.", "a-example.mail.protection.outlook.com", "rejected-invalid-user")]
    [InlineData("554 5.7.1 <a@example.com>: Recipient address rejected: Access denied", "mx.example.com", "rejected-policy")]
    [InlineData("554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com", "yahoodns.net", "rejected-auth")]
    [InlineData("554 5.7.9 Header error", "mx.example.com", "rejected-policy")]
    [InlineData("450 4.7.1 [CS01] Message rejected due to local policy.", "mx01.mail.icloud.com", "deferred-reputation")]
    [InlineData("554 5.7.1 [CS01] Message rejected due to local policy.", "mx01.mail.icloud.com", "rejected-content")]
    [InlineData("421 4.7.27 Limited", "gmail-smtp-in.l.google.com", "deferred-auth")]
    public void The_same_code_means_what_its_server_means(string reply, string relay, string category) =>
        Assert.Equal(category, ReplyClassifier.Default.ClassifyRaw(reply, relay, null).Category.Name);
}
