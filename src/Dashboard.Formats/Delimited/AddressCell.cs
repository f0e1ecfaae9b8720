using System.Buffers;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>An address as exports write it: bare, in angle brackets, behind <c>mailto:</c>, or with a name in front.</summary>
internal static class AddressCell
{
    private static readonly SearchValues<byte> NotInDomain = SearchValues.Create(" ,;<>"u8);
    private static readonly SearchValues<byte> NotInLocalPart = SearchValues.Create(" ,;<>@"u8);

    /// <summary>The address alone; text that is none is given back as it is.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 0 && cell[^1] == '>' && cell.LastIndexOf((byte)'<') is >= 0 and var opening
            && (opening == 0 || cell[opening - 1] is (byte)' ' or (byte)'"'))
        {
            cell = cell[(opening + 1)..^1].Trim((byte)' ');
        }
        if (cell.Length > 7 && AsciiCase.Equal(cell[..7], "mailto:"u8))
        {
            cell = cell[7..];
        }
        if (cell.Length > 7 && AsciiCase.Equal(cell[..7], "rfc822;"u8))
        {
            cell = cell[7..].Trim((byte)' ');
        }
        return cell.Length > 2 && cell[0] == '\'' && cell[^1] == '\'' ? cell[1..^1] : cell.TrimEnd(";,"u8);
    }

    /// <summary>A local part, one @ that counts, a domain; no blanks outside a quoted local part.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> address)
    {
        var at = address.LastIndexOf((byte)'@');
        return at > 0 && at < address.Length - 1 && !address[at..].ContainsAny(NotInDomain)
            && (address[0] == '"' || !address[..at].ContainsAny(NotInLocalPart));
    }

    /// <summary>The domain of a From header or an address; a domain alone is given back.</summary>
    public static ReadOnlySpan<byte> DomainOf(ReadOnlySpan<byte> cell)
    {
        cell = Find(cell);
        return cell[(cell.LastIndexOf((byte)'@') + 1)..].TrimEnd((byte)'.');
    }
}
