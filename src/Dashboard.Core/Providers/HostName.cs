using System.Globalization;
using System.Net;
using System.Text;

namespace Dashboard.Core.Providers;

/// <summary>Host names as logs write them.</summary>
internal static class HostName
{
    /// <summary>Longest name, in characters (RFC 1035 section 2.3.4, without the root).</summary>
    public const int MaxLength = 253;

    // What stands before a country's code as if it were a top-level domain itself: co.uk, com.br, ne.jp.
    private static readonly string[] SecondLevels =
        ["co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "ad", "gob", "govt", "gouv", "mil", "nom", "ltd", "plc", "sch", "nhs"];

    /// <summary>Lower case, in A-labels (RFC 5890 section 2.3.2.1), without a final dot, a port or an address in brackets; empty when too long.</summary>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<byte> host, Span<char> buffer) =>
        Encoding.UTF8.TryGetChars(host, buffer, out var length) ? Normal(buffer[..length], buffer) : default;

    /// <inheritdoc cref="Normalize(ReadOnlySpan{byte}, Span{char})"/>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> host, Span<char> buffer) =>
        host.TryCopyTo(buffer) ? Normal(buffer[..host.Length], buffer) : default;

    /// <summary>A name with letters of other scripts as DNS holds it; as it is where DNS could not hold it.</summary>
    public static string ToALabels(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    /// <summary>The part of a host that was registered: two labels, or three below <c>co.uk</c> and the like.</summary>
    public static string RegisteredDomain(ReadOnlySpan<char> host)
    {
        if (IPAddress.TryParse(host, out _))
        {
            return "ip";
        }

        var last = host.LastIndexOf('.');
        if (last <= 0)
        {
            return host.ToString();
        }

        var second = host[..last].LastIndexOf('.');
        if (second > 0 && host.Length - last == 3 && IsSecondLevel(host[(second + 1)..last]))
        {
            second = host[..second].LastIndexOf('.');
        }

        return host[(second + 1)..].ToString();
    }

    /// <summary>True for what many register names under: a top-level domain, or <c>co.uk</c> and the like.</summary>
    public static bool IsPublic(ReadOnlySpan<char> host)
    {
        var dot = host.IndexOf('.');
        return dot < 0 || (host.Length - dot == 3 && IsSecondLevel(host[..dot]));
    }

    /// <summary>True for a name of at least one label of letters, digits, hyphens and underscores (RFC 1123 section 2.1, RFC 2782).</summary>
    public static bool IsValid(string host) =>
        host.Length is > 0 and <= MaxLength && host.Split('.').All(label =>
            label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'));

    /// <summary>True for what may follow the name in a country variant: <c>de</c>, <c>com</c>, <c>co.uk</c>, <c>com.br</c>.</summary>
    public static bool IsCountryPart(ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        if (dot >= 0)
        {
            return rest[..dot] is "co" or "com" && rest.Length - dot == 3;
        }

        return rest.Length is >= 2 and <= 4;
    }

    private static ReadOnlySpan<char> Normal(Span<char> host, Span<char> buffer)
    {
        var name = Trim(host);
        if (Ascii.IsValid(name))
        {
            return name;
        }

        var inALabels = ToALabels(name.ToString());
        return inALabels.TryCopyTo(buffer) ? buffer[..inALabels.Length] : default;
    }

    private static ReadOnlySpan<char> Trim(Span<char> host)
    {
        for (var at = 0; at < host.Length; at++)
        {
            host[at] = char.ToLowerInvariant(host[at]);
        }

        // A bare IPv6 address has colons of its own.
        var end = host.IndexOfAny("[ (/");
        end = end < 0 && host.Count(':') == 1 ? host.IndexOf(':') : end;
        return host[..(end < 0 ? host.Length : end)].TrimEnd('.');
    }

    private static bool IsSecondLevel(ReadOnlySpan<char> label)
    {
        foreach (var known in SecondLevels)
        {
            if (label.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }
}
