using System.Collections.Frozen;

namespace Dashboard.Web.Reporting;

/// <summary>Sub-reasons in words: what is told apart within a category because the next step differs.</summary>
public static class SubReasonWords
{
    private static readonly FrozenDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["account"] = "our account at the receiver",
        ["alignment"] = "From domain not aligned",
        ["attachment"] = "attachment",
        ["blocked-by-recipient"] = "blocked by the recipient",
        ["blocklist"] = "on a named blocklist",
        ["bounces"] = "taken for a bounce",
        ["challenge"] = "wants a confirmation first",
        ["complaints"] = "too many complaints",
        ["connection-closed"] = "connection closed",
        ["connections"] = "too many connections",
        ["customer-list"] = "the recipient organisation’s own list",
        ["dkim"] = "DKIM",
        ["dmarc"] = "DMARC",
        ["dns"] = "DNS of our domain",
        ["dns-error"] = "DNS error during the check",
        ["domain"] = "sending domain",
        ["duplicate-message-id"] = "Message-ID used twice",
        ["full-and-inactive"] = "full and inactive",
        ["greylisting-or-reputation"] = "greylisting, or distrust",
        ["held-locally"] = "held by our own server",
        ["helo"] = "HELO name",
        ["identity-not-verified"] = "sender identity not verified",
        ["ip"] = "sending IP address",
        ["ip-reputation"] = "reputation of the sending IP address",
        ["list-quality"] = "too many bad addresses",
        ["locked"] = "locked for now",
        ["loop"] = "mail loop",
        ["masked"] = "may hide a block",
        ["message-form"] = "form of the message",
        ["moved"] = "recipient has moved",
        ["null-mx"] = "domain takes no mail (null MX)",
        ["permanently-deferred"] = "put off for good",
        ["protocol"] = "protocol broken",
        ["ptr"] = "reverse DNS",
        ["rate-to-recipient"] = "too much to one recipient",
        ["recipients-per-message"] = "too many recipients in one message",
        ["relay"] = "relaying",
        ["restricted-recipient"] = "restricted recipient or group",
        ["sender-verification"] = "sender could not be verified",
        ["sending-limit"] = "our allowance is used up",
        ["size"] = "size",
        ["spam-rate"] = "spam rate",
        ["spam-trap"] = "spam trap",
        ["spf"] = "SPF",
        ["suppressed-by-sender"] = "on the sender’s own suppression list",
        ["tls"] = "TLS",
        ["unsolicited-rate"] = "unusual rate of unsolicited mail",
        ["url"] = "link in the message",
        ["virus"] = "virus",
        ["volume-or-complaints"] = "volume or complaints",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words for a sub-reason; one that is not in the table is written with spaces for its hyphens.</summary>
    public static string Label(string subReason) => Labels.GetValueOrDefault(subReason) ?? subReason.Replace('-', ' ');

    /// <summary>True when the table has words of its own for it.</summary>
    public static bool IsKnown(string subReason) => Labels.ContainsKey(subReason);
}
