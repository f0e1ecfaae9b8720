using System.Globalization;
using System.Text;

namespace Dashboard.Core.Delivery;

/// <summary>
/// An envelope recipient in the form in which recipients are compared: all lower case (RFC 5321 lets a server tell the case of local
/// parts apart, none that matters does), domain as A-labels (IDNA, RFC 5890) without a trailing dot.
/// </summary>
/// <param name="LocalPart">Before the last <c>@</c>, quotes kept when it is a quoted string (RFC 5321 §4.1.2).</param>
/// <param name="Domain">After the last <c>@</c>; empty when the address has none.</param>
public readonly record struct Recipient(string LocalPart, string Domain)
{
    /// <summary>Longest normal form written, bytes.</summary>
    public const int MaxBytes = 1024;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>Splits an address (UTF-8, angle brackets already removed).</summary>
    public static Recipient Parse(ReadOnlySpan<byte> address)
    {
        Span<byte> normal = stackalloc byte[MaxBytes];
        var length = Normalize(address, normal, out var localLength);
        return new Recipient(
            Encoding.UTF8.GetString(normal[..localLength]),
            localLength == length ? "" : Encoding.UTF8.GetString(normal[(localLength + 1)..length]));
    }

    /// <summary>Writes the normal form without allocating for plain addresses.</summary>
    /// <param name="address">UTF-8, without angle brackets; longer than <see cref="MaxBytes"/> is cut.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <param name="localLength">Bytes of the local part; an <c>@</c> and the domain follow when it is less than the result.</param>
    /// <returns>Bytes written.</returns>
    public static int Normalize(ReadOnlySpan<byte> address, Span<byte> destination, out int localLength)
    {
        address = address.Trim((byte)' ');
        if (address.Length > MaxBytes)
        {
            address = address[..MaxBytes];
        }
        if (!Ascii.IsValid(address))
        {
            return NormalizeUnicode(Encoding.UTF8.GetString(address), destination, out localLength);
        }
        Ascii.ToLower(address, destination, out var length);
        localLength = destination[..length].LastIndexOf((byte)'@');
        while (localLength >= 0 && length > localLength + 1 && destination[length - 1] == '.')
        {
            length--;
        }
        if (localLength < 0 || length == localLength + 1)
        {
            // "user@" and "user" name no domain.
            localLength = length = localLength < 0 ? length : localLength;
        }
        return length;
    }

    /// <summary>The domain of an address in normal form, written as <see cref="Normalize"/> does; empty when there is none.</summary>
    public static ReadOnlySpan<byte> DomainOf(ReadOnlySpan<byte> address, Span<byte> destination)
    {
        var length = Normalize(address, destination, out var localLength);
        return localLength == length ? default : destination[(localLength + 1)..length];
    }

    private static int NormalizeUnicode(string address, Span<byte> destination, out int localLength)
    {
        var at = address.LastIndexOf('@');
        var local = (at < 0 ? address : address[..at]).ToLowerInvariant();
        var domain = at < 0 ? "" : ToALabels(address[(at + 1)..].ToLowerInvariant());
        localLength = Encode(local, destination);
        if (domain.Length == 0 || localLength == destination.Length)
        {
            return localLength;
        }
        destination[localLength] = (byte)'@';
        return localLength + 1 + Encode(domain, destination[(localLength + 1)..]);
    }

    private static string ToALabels(string domain)
    {
        try
        {
            // The ideographic full stops of RFC 3490 §3.1 become dots.
            return Idn.GetAscii(domain.Replace('。', '.').Replace('．', '.').Replace('｡', '.').TrimEnd('.'));
        }
        catch (ArgumentException)
        {
            // Not a name that DNS could hold; as written it still compares equal to itself.
            return domain.TrimEnd('.');
        }
    }

    private static int Encode(string text, Span<byte> destination)
    {
        Encoding.UTF8.GetEncoder().Convert(text, destination, true, out _, out var written, out _);
        return written;
    }
}
