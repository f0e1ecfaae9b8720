namespace Dashboard.Core.Replies;

/// <summary>The line starts inside a multi-line reply (RFC 5321 §4.2.1): <c>550-</c> goes on, <c>550 </c> ends.</summary>
internal static class ReplyLine
{
    /// <summary>True when the first line says that more follow.</summary>
    public static bool IsMultiline(ReadOnlySpan<byte> raw, int start) => start + 3 < raw.Length && raw[start + 3] == '-';

    /// <summary>Reads a line start at a place where a line can start: after white space, with the reply's own code.</summary>
    /// <param name="raw">The whole reply.</param>
    /// <param name="at">Where to look.</param>
    /// <param name="code">The reply code of the first line: all lines of a reply carry the same one.</param>
    /// <param name="length">Bytes up to the line's words.</param>
    /// <param name="enhanced">The line's enhanced code; null when it has none.</param>
    public static bool TryReadStart(ReadOnlySpan<byte> raw, int at, int code, out int length, out EnhancedStatusCode? enhanced)
    {
        length = 0;
        enhanced = null;
        if (at == 0
            || !IsSpace(raw[at - 1])
            || !ReplyCode.TryReadPrefix(raw[at..], out var number)
            || number != code
            || at + 3 >= raw.Length
            || raw[at + 3] is not ((byte)'-' or (byte)' '))
        {
            return false;
        }

        length = 4;
        if (EnhancedStatusCode.TryParsePrefix(raw[(at + length)..], out var found, out var codeLength))
        {
            enhanced = found;
            length += codeLength;
        }

        return true;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
