using Dashboard.Core.Classification;

namespace Dashboard.Core.Tests.Classification;

public sealed class WordsAboutUsTests
{
    [Theory]
    [InlineData("550 5.1.1 No such user, and your IP was reported for abuse", NextAction.Revalidate)]
    [InlineData("550 5.1.1 Unknown user or you lack permission", NextAction.Revalidate)]
    [InlineData("550 5.1.1 No such user", NextAction.Suppress)]
    [InlineData("550 5.1.1 <a@example.com>: Recipient address rejected: User unknown in relay recipient table", NextAction.Suppress)]
    public void A_refusal_that_speaks_of_us_as_well_does_not_condemn_the_address(string reply, NextAction action) =>
        Assert.Equal(action, ReplyClassifier.Default.ClassifyRaw(reply, null, null).Classification.Action);

    [Theory]
    [InlineData("550 From address does not exist")]
    [InlineData("550 5.7.0 user does not exist in SASL database")]
    [InlineData("550 Sender verify failed: no such user here")]
    [InlineData("535 用户不存在")]
    [InlineData("550 認証ユーザーが存在しません")]
    [InlineData("554 LDAP lookup failed: user not found")]
    [InlineData("550 Not accepted: unknown user of this relay")]
    [InlineData("550 SMTP user account suspended, contact your hosting provider")]
    [InlineData("550 5.7.1 Access denied: user not found in the list of permitted senders")]
    [InlineData("550 The recipient's organisation no longer accepts mail from your organisation")]
    public void Words_of_missing_users_that_are_about_us_suppress_nobody(string reply) =>
        Assert.DoesNotContain(NextAction.Suppress, ReplyClassifier.Default.ClassifyRaw(reply, null, null).Classification.Actions);
}
