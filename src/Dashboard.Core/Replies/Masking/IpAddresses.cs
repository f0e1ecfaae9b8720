using System.Net;

namespace Dashboard.Core.Replies.Masking;

/// <summary>Finds IPv4 and IPv6 addresses at the start of a text.</summary>
internal static class IpAddresses
{
    /// <summary>Length of the address; 0 when there is none.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        var dotted = V4Length(text);
        return dotted > 0 ? dotted : V6Length(text);
    }

    /// <summary>True for the answers of DNS blocklists (RFC 5782 §2.1), which say why: 127.0.0.2 and on.</summary>
    public static bool IsListAnswer(ReadOnlySpan<byte> address) => address.StartsWith("127.0."u8);

    private static int V4Length(ReadOnlySpan<byte> text)
    {
        var at = 0;
        for (var part = 0; part < 4; part++)
        {
            var digits = Ascii.DigitRun(text[at..]);
            if (digits is 0 or > 3 || (digits == 3 && text.Slice(at, 3).SequenceCompareTo("255"u8) > 0))
            {
                return 0;
            }

            at += digits;
            if (part < 3 && (at >= text.Length || text[at++] != '.'))
            {
                return 0;
            }
        }

        // More parts or letters: a reversed look-up name or a version.
        var isLonger = at < text.Length
            && (Ascii.IsLetterOrDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && Ascii.IsDigit(text[at + 1])));
        return isLonger ? 0 : at;
    }

    private static int V6Length(ReadOnlySpan<byte> text)
    {
        int length = 0, colons = 0;
        while (length < text.Length && length < 46 && (Ascii.IsHex(text[length]) || text[length] is (byte)':' or (byte)'.'))
        {
            colons += text[length] == ':' ? 1 : 0;
            length++;
        }

        while (length > 0 && text[length - 1] is (byte)'.' or (byte)':' && !text[..length].EndsWith("::"u8))
        {
            colons -= text[length - 1] == ':' ? 1 : 0;
            length--;
        }

        var isLonger = length < text.Length && Ascii.IsLetterOrDigit(text[length]);
        return colons >= 2 && length >= 3 && !isLonger && IPAddress.IsValidUtf8(text[..length]) ? length : 0;
    }
}
