namespace Dashboard.Core.Replies.Masking;

/// <summary>
/// Links in replies. Where they point to is often the only clear word (<c>?p=NoSuchUser</c>, <c>#RL000010</c>), so host, path and
/// fragment stay; addresses, IPs, hosts, time stamps and identifiers in path and query go.
/// </summary>
internal static class Urls
{
    private static readonly byte[][] Shorteners = ["ya.cc"u8.ToArray(), "clck.ru"u8.ToArray(), "bit.ly"u8.ToArray()];

    /// <summary>Length of the link at the start of the text; 0 when there is none.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'h' or (byte)'H') || SchemeLength(text) is var scheme && scheme == 0)
        {
            return 0;
        }

        var end = scheme;
        while (end < text.Length && text[end] > ' ' && text[end] < 0x7f && text[end] is not ((byte)'<' or (byte)'>' or (byte)'"' or (byte)'\'' or (byte)')' or (byte)']' or (byte)'}' or (byte)';' or (byte)','))
        {
            end++;
        }

        while (end > scheme && text[end - 1] is (byte)'.' or (byte)':' or (byte)'!' or (byte)'?')
        {
            end--;
        }

        return end > scheme ? end : 0;
    }

    /// <summary>Writes a link with its variable parts masked.</summary>
    public static void Write(ref MaskedText output, ReadOnlySpan<byte> url)
    {
        var host = SchemeLength(url);
        var path = host + Math.Max(url[host..].IndexOfAny((byte)'/', (byte)'?', (byte)'#'), 0);
        path = path == host ? url.Length : path;
        output.Ascii(url[..path]);
        if (path < url.Length && IsShortener(url[host..path]))
        {
            output.Ascii((byte)'/');
            output.Placeholder(Placeholders.Id);
            return;
        }

        var at = path;
        while (at < url.Length)
        {
            if (!IsPart(url[at]))
            {
                output.Ascii(url[at++]);
                continue;
            }

            var end = at;
            while (end < url.Length && IsPart(url[end]))
            {
                end++;
            }

            WritePart(ref output, url[at..end]);
            at = end;
        }
    }

    private static void WritePart(ref MaskedText output, ReadOnlySpan<byte> part)
    {
        if (part.IndexOf((byte)'@') > 0 || part.IndexOf("%40"u8) > 0)
        {
            output.Placeholder(Placeholders.Address);
        }
        else if (IpAddresses.Length(part) == part.Length)
        {
            output.Placeholder(Placeholders.Ip);
        }
        else if (Ascii.DigitRun(part) == part.Length && part.Length > WordShape.IdDigits)
        {
            output.Placeholder(Placeholders.Id);
        }
        else if (WithoutExtension(part) is var page && !IsFile(part) && HostNames.IsHost(page) && !HostNames.IsBlocklist(page))
        {
            output.Placeholder(Placeholders.Host);
            output.Ascii(part[page.Length..]);
        }
        else if (part.Length >= 12 && WordShape.IsIdentifier(part))
        {
            output.Placeholder(Placeholders.Id);
        }
        else if (Ascii.StartsWithIgnoreCase(part, "mx"u8) && Ascii.DigitRun(part[2..]) == part.Length - 2)
        {
            output.Placeholder(Placeholders.Host);
        }
        else
        {
            output.Ascii(part);
        }
    }

    private static ReadOnlySpan<byte> WithoutExtension(ReadOnlySpan<byte> part)
    {
        var dot = part.LastIndexOf((byte)'.');
        return dot > 0 && (Ascii.EqualsIgnoreCase(part[dot..], ".html"u8) || Ascii.EqualsIgnoreCase(part[dot..], ".htm"u8)) ? part[..dot] : part;
    }

    // answer.py and error.pl are scripts, not hosts in Paraguay and Poland.
    private static bool IsFile(ReadOnlySpan<byte> part)
    {
        var dot = part.LastIndexOf((byte)'.');
        return dot > 0 && part[..dot].IndexOf((byte)'.') < 0
            && (part[dot..].SequenceEqual(".py"u8) || part[dot..].SequenceEqual(".pl"u8) || part[dot..].SequenceEqual(".do"u8) || part[dot..].SequenceEqual(".md"u8));
    }

    private static bool IsShortener(ReadOnlySpan<byte> host)
    {
        foreach (var shortener in Shorteners)
        {
            if (Ascii.EqualsIgnoreCase(shortener, host))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(byte value) => Ascii.IsWord(value) || value is (byte)'@' or (byte)'+' or (byte)':' or (byte)'%';

    private static int SchemeLength(ReadOnlySpan<byte> text) =>
        Ascii.StartsWithIgnoreCase(text, "https://"u8) ? 8 : Ascii.StartsWithIgnoreCase(text, "http://"u8) ? 7 : 0;
}
