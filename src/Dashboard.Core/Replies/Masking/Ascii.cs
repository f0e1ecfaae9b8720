namespace Dashboard.Core.Replies.Masking;

/// <summary>The byte classes the masker cuts a reply by.</summary>
internal static class Ascii
{
    /// <summary>Letters, digits, the inner signs of names (<c>. _ -</c>) and every non-ASCII byte.</summary>
    public static bool IsWord(byte value) => IsLetterOrDigit(value) || value is (byte)'.' or (byte)'_' or (byte)'-' || value >= 0x80;

    /// <summary>What a local part may hold beside (RFC 5322 §3.2.3 atext), VERP and SRS signs included.</summary>
    public static bool IsAddress(byte value) =>
        IsWord(value) || value is (byte)'+' or (byte)'=' or (byte)'/' or (byte)'%' or (byte)'!' or (byte)'#' or (byte)'$' or (byte)'&'
            or (byte)'*' or (byte)'?' or (byte)'^' or (byte)'~' or (byte)'@';

    public static bool IsLetter(byte value) => (uint)((value | 0x20) - 'a') <= 'z' - 'a';

    public static bool IsUpper(byte value) => (uint)(value - 'A') <= 'Z' - 'A';

    public static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    public static bool IsHex(byte value) => IsDigit(value) || (uint)((value | 0x20) - 'a') <= 5;

    public static bool IsLetterOrDigit(byte value) => IsLetter(value) || IsDigit(value);

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
}
