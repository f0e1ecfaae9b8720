using System.Collections.Frozen;
using System.Text;

namespace Dashboard.Core.Replies.Masking;

/// <summary>Tells host names from other dotted words, and blocklists from other hosts.</summary>
internal static class HostNames
{
    // Blocklists' own domains: which list refused us is the fact, so its zone is never masked.
    private static readonly string[] BlocklistDomains =
    [
        "spamhaus.org", "spamhaus.net", "spamcop.net", "barracudacentral.org", "sorbs.net", "uceprotect.net", "surriel.com",
        "abuseat.org", "mailspike.net", "mailspike.org", "invaluement.com", "surbl.org", "uribl.com", "spamrats.com", "senderscore.com",
        "spfbl.net", "gbudb.net", "lashback.com", "wpbl.info", "backscatterer.org", "junkemailfilter.com", "manitu.net", "njabl.org",
        "0spam.org", "blocklist.de", "nordspam.com", "dronebl.org", "spameatingmonkey.net", "tornevall.org", "zapbl.net",
        "rfc-clueless.org", "mail-abuse.org", "mail-abuse.com", "s5h.net", "anonmails.de", "hostkarma.com", "abusix.zone",
        "dnswl.org", "swinog.ch", "interserver.net", "kempt.net", "ascams.com", "justspam.org", "polspam.pl",
    ];

    private static readonly string[] BlocklistLabels =
        ["dnsbl", "rbl", "bl", "sbl", "xbl", "pbl", "zen", "dbl", "cbl", "sbl-xbl", "uribl", "surbl", "dnsbl-1", "dnsbl-2", "dnsbl-3", "rhsbl"];

    // Two-letter country codes are taken whole; of the rest, those that mail hosts use. A list of all 1,400 would turn
    // sentences without a space after the full stop into hosts.
    private static readonly string[] LongTopLevels =
    [
        "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "mobi", "pro", "arpa", "aero", "coop", "cat",
        "local", "lan", "internal", "localdomain", "localhost", "intranet", "corp", "example", "test", "invalid",
        "email", "cloud", "online", "website", "xyz", "app", "dev", "shop", "club", "tech", "agency", "digital", "services",
        "solutions", "network", "hosting", "systems", "microsoft", "google", "gmx", "company", "zone", "media", "global",
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TopLevels =
        LongTopLevels.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Blocklists =
        BlocklistDomains.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ListLabels =
        BlocklistLabels.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for <c>mx1.example.com</c>, false for <c>STOREDRV.Deliver</c> and <c>rejected.Please</c>.</summary>
    public static bool IsHost(ReadOnlySpan<byte> word)
    {
        var lastDot = word.LastIndexOf((byte)'.');
        if (lastDot <= 0 || lastDot == word.Length - 1 || word.Length > 253 || word.IndexOf(".."u8) >= 0)
        {
            return false;
        }

        var topLevel = word[(lastDot + 1)..];
        return topLevel.Length == 2 ? IsCountry(word[..lastDot], topLevel) : IsLongTopLevel(word, topLevel);
    }

    /// <summary>True for a blocklist's zone or web site.</summary>
    public static bool IsBlocklist(ReadOnlySpan<byte> host)
    {
        Span<char> text = stackalloc char[256];
        if (host.Length > text.Length || Encoding.UTF8.GetChars(host, text) is var length && length == 0)
        {
            return false;
        }

        ReadOnlySpan<char> name = text[..length];
        var last = name.LastIndexOf('.');
        var second = last > 0 ? name[..last].LastIndexOf('.') : -1;
        if (Blocklists.Contains(name[(second + 1)..]))
        {
            return true;
        }

        foreach (var label in name.Split('.'))
        {
            if (ListLabels.Contains(name[label]))
            {
                return true;
            }
        }

        return false;
    }

    // "user.It was" is a sentence, "mail.example.IT" a host: the case of a host's last label is even.
    private static bool IsCountry(ReadOnlySpan<byte> before, ReadOnlySpan<byte> topLevel)
    {
        if (!Ascii.IsLetter(topLevel[0]) || !Ascii.IsLetter(topLevel[1]) || Ascii.IsUpper(topLevel[0]) != Ascii.IsUpper(topLevel[1]))
        {
            return false;
        }

        // "e.g", "i.e" and initials.
        return before.Length > 1 || before.IndexOf((byte)'.') >= 0;
    }

    private static bool IsLongTopLevel(ReadOnlySpan<byte> word, ReadOnlySpan<byte> topLevel)
    {
        if (Ascii.StartsWithIgnoreCase(topLevel, "xn--"u8))
        {
            return true;
        }

        if (topLevel.Length > 12 || (Ascii.IsUpper(topLevel[0]) != Ascii.IsUpper(topLevel[^1])))
        {
            return false;
        }

        Span<char> text = stackalloc char[12];
        var length = Encoding.UTF8.GetChars(topLevel, text);
        return TopLevels.Contains(text[..length]);
    }
}
