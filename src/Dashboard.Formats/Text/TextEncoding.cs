using System.Text;

namespace Dashboard.Formats.Text;

/// <summary>Finds UTF-16 (a spreadsheet's or PowerShell's export) by its first bytes; everything else is read as UTF-8.</summary>
internal static class TextEncoding
{
    /// <summary>UTF-16 of either byte order with or without a byte order mark; null for anything that is read as it stands.</summary>
    public static Encoding? FindUtf16(ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length < 4)
        {
            return null;
        }
        return (beginning[0], beginning[1], beginning[2], beginning[3]) switch
        {
            (0xff, 0xfe, _, _) => Encoding.Unicode,
            (0xfe, 0xff, _, _) => Encoding.BigEndianUnicode,
            ( > 0x1f and < 0x7f, 0, > 0x1f and < 0x7f, 0) => Encoding.Unicode,
            (0, > 0x1f and < 0x7f, 0, > 0x1f and < 0x7f) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }
}
