using System.Text;
using Dashboard.Core.Replies.Masking;
using Ascii = Dashboard.Core.Replies.Masking.Ascii;

namespace Dashboard.Core.Evidence;

/// <summary>IP addresses and web addresses in a reply's sentence.</summary>
internal static class Addresses
{
    private const int MostOfEach = 4;

    /// <summary>Each address once, in the order of the text, at most four of a kind.</summary>
    public static IEnumerable<ReplyFact> In(string text)
    {
        var raw = Encoding.UTF8.GetBytes(text);
        var ips = new List<string>();
        var urls = new List<string>();
        for (var at = 0; at < raw.Length; at++)
        {
            if (at > 0 && IsWithinWord(raw[at - 1]))
            {
                continue;
            }

            var rest = raw.AsSpan(at);
            if (Urls.Length(rest) is > 0 and <= ReplyFact.MostLetters and var url)
            {
                Add(urls, rest[..url]);
            }
            else if (IpAddresses.Length(rest) is > 0 and var ip && !IsNobodys(rest[..ip]) && !IsReference(raw.AsSpan(0, at)))
            {
                Add(ips, rest[..ip]);
                at += ip - 1;
            }
        }

        return [.. ips.Select(ip => new ReplyFact(FactKind.Ip, ip)), .. urls.Select(url => new ReplyFact(FactKind.Url, url))];
    }

    private static void Add(List<string> values, ReadOnlySpan<byte> value)
    {
        var text = Encoding.ASCII.GetString(value);
        if (values.Count < MostOfEach && !values.Contains(text))
        {
            values.Add(text);
        }
    }

    private static bool IsWithinWord(byte before) => Ascii.IsLetterOrDigit(before) || before is (byte)'.' or (byte)'-' or (byte)'_' or >= 0x80;

    // A list's answer, this machine, no machine.
    private static bool IsNobodys(ReadOnlySpan<byte> ip) => ip.StartsWith("127."u8) || ip.StartsWith("0."u8) || ip is [(byte)':', (byte)':'] or [(byte)':', (byte)':', (byte)'1'];

    // Yahoo's "user complaints - 4.16.55.1": a number of its rule book in the form of an address.
    private static bool IsReference(ReadOnlySpan<byte> before) => before.EndsWith("complaints - "u8);
}
