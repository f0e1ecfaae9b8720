using System.Collections.Frozen;
using System.Text;

namespace Dashboard.Core.Replies.Masking;

/// <summary>Some servers name the mailbox without its domain: <c>unknown user: anna.smith</c>.</summary>
internal static class LocalParts
{
    // Addresses such as full@ or quota@ must not blank the words of every reply they get.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ordinary = new[]
    {
        "abuse", "accept", "access", "account", "accounts", "action", "address", "admin", "after", "again", "allowed", "authentication",
        "available", "banned", "because", "billing", "blacklist", "block", "blocked", "bounce", "bulk", "bytes", "client", "closed", "code",
        "command", "complaint", "connect", "connection", "contact", "content", "customer", "daily", "data", "delivery", "denied", "destination",
        "details", "direct", "disabled", "disk", "dmarc", "dkim", "domain", "email", "emails", "error", "exceeded", "exist", "failed",
        "failure", "filter", "found", "from", "full", "gmail", "google", "greylist", "greylisted", "group", "header", "hello", "help", "host",
        "hotmail", "hour", "info", "internal", "invalid", "junk", "later", "limit", "limits", "list", "listed", "local", "mail", "mailbox",
        "mailer", "mailbox.full", "marketing", "message", "messages", "microsoft", "name", "network", "news", "newsletter", "normal", "office",
        "outlook", "over", "overquota", "permanent", "please", "policy", "postmaster", "problem", "provider", "quota", "rate", "received",
        "recipient", "recipients", "refused", "reject", "rejected", "relay", "reply", "reputation", "request", "resources", "return", "rule",
        "sales", "security", "sender", "sending", "server", "service", "services", "size", "smtp", "spam", "spamhaus", "spammer", "standard",
        "status", "storage", "such", "support", "suspended", "system", "team", "temporarily", "temporary", "test", "this", "time",
        "transaction", "trash", "undeliverable", "unknown", "user", "users", "valid", "virus", "volume", "website", "webmaster", "with", "yahoo",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The local part of an address where it can be told from an ordinary word of a reply; else empty.</summary>
    public static ReadOnlySpan<byte> Telling(ReadOnlySpan<byte> address)
    {
        var sign = address.LastIndexOf((byte)'@');
        if (sign is < 4 or > 64)
        {
            return default;
        }

        var part = address[..sign];
        Span<char> text = stackalloc char[64];
        return Encoding.UTF8.TryGetChars(part, text, out var length) && !Ordinary.Contains(text[..length]) ? part : default;
    }
}
