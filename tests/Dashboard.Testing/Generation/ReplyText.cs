namespace Dashboard.Testing.Generation;

/// <summary>
/// A reply with places for what differs each time: <c>{rcpt}</c>, <c>{ip}</c> (ours), <c>{host}</c> (theirs), <c>{domain}</c>,
/// <c>{unix}</c>, <c>{n5}</c> (five digits), <c>{h12}</c> (twelve hexadecimal digits).
/// </summary>
/// <param name="Status">dsnStatus with PowerMTA's words for it.</param>
/// <param name="Text">The reply with its codes; for local failures our own side's text.</param>
/// <param name="IsRemote">False when no server answered.</param>
public sealed record ReplyText(string Status, string Text, bool IsRemote = true)
{
    public static readonly ReplyText TimedOut = new("4.4.1 (no answer from host)", "421 4.4.1 Connection timed out", IsRemote: false);

    public static readonly ReplyText Dropped =
        new("4.4.2 (bad connection)", "421 4.4.2 lost connection while performing the EHLO handshake", IsRemote: false);

    public static readonly ReplyText NoRoute = new(
        "4.4.3 (unable to route: dns lookup failure)", "451 4.4.3 unable to look up a mail exchanger of {domain}: server failure", IsRemote: false);

    public static readonly ReplyText NoDomain =
        new("5.1.2 (bad destination system: no such domain)", "550 5.1.2 the domain {domain} does not exist", IsRemote: false);

    public const string ExpiredStatus = "4.4.7 (delivery time expired)";
}
