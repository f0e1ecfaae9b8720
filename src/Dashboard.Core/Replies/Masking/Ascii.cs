using System.Runtime.CompilerServices;

namespace Dashboard.Core.Replies.Masking;

/// <summary>The byte classes the masker cuts a reply by.</summary>
internal static class Ascii
{
    private const byte Letter = 1;
    private const byte Digit = 2;
    private const byte Hex = 4;
    private const byte Word = 8;
    private const byte Address = 16;

    // Every byte of every reply is asked several of these questions: one look instead of several comparisons.
    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(value => ClassesOf((char)value))];

    /// <summary>Letters, digits, the inner signs of names (<c>. _ -</c>) and every non-ASCII byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWord(byte value) => (Classes[value] & Word) != 0;

    /// <summary>What a local part may hold beside (RFC 5322 §3.2.3 atext), VERP and SRS signs included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAddress(byte value) => (Classes[value] & Address) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetter(byte value) => (Classes[value] & Letter) != 0;

    public static bool IsUpper(byte value) => (uint)(value - 'A') <= 'Z' - 'A';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(byte value) => (Classes[value] & Digit) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsHex(byte value) => (Classes[value] & Hex) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetterOrDigit(byte value) => (Classes[value] & (Letter | Digit)) != 0;

    /// <summary>Equality without regard to ASCII case.</summary>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        System.Text.Ascii.EqualsIgnoreCase(left, right);

    /// <summary>True when the text starts with this, without regard to ASCII case.</summary>
    public static bool StartsWithIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && EqualsIgnoreCase(text[..start.Length], start);

    /// <summary>Length of the run of digits at the start.</summary>
    public static int DigitRun(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && IsDigit(text[length]))
        {
            length++;
        }

        return length;
    }

    private static byte ClassesOf(char value)
    {
        var letter = char.IsAsciiLetter(value) ? Letter : 0;
        var digit = char.IsAsciiDigit(value) ? Digit : 0;
        var hex = char.IsAsciiHexDigit(value) ? Hex : 0;
        var word = letter + digit > 0 || value is '.' or '_' or '-' or >= (char)0x80 ? Word : 0;
        var address = word > 0 || value is '+' or '=' or '/' or '%' or '!' or '#' or '$' or '&' or '*' or '?' or '^' or '~' or '@' ? Address : 0;
        return (byte)(letter | digit | hex | word | address);
    }
}
